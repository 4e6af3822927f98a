import { newest } from './toast-card.js'
import { numberIn, type Toast } from './toast.js'

/** How long a boost lasts, and how long it still does, in milliseconds. */
export interface BoostTime {
  readonly leftMs: number
  readonly totalMs: number
}

/** The time of a boost; `null` where it says none. */
export function boostTime(toast: Toast, nowMs: number): BoostTime | null {
  const boost = newest(toast)
  const minutes = numberIn(boost, 'minutes')
  if (!minutes || minutes <= 0) return null
  const totalMs = minutes * 60_000
  return { totalMs, leftMs: Math.max(0, Date.parse(boost.createdAt) + totalMs - nowMs) }
}
