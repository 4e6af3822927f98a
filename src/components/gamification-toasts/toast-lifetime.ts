import type { CelebrationDuration } from '../../protocol/preferences.js'

const FACTORS: Readonly<Record<CelebrationDuration, number>> = {
  default: 1,
  x3: 3,
  x10: 10,
  keep: Infinity,
}
const BASE_MS = 6_000
/** The reading time for each word, in milliseconds: 200 words a minute. */
const MS_PER_WORD = 300

/**
 * Returns how long a toast stays on screen, in milliseconds: a base time plus the reading time of
 * its text, multiplied by the factor of the chosen duration. A duration that is not known counts as
 * the default.
 */
export function toastLifetimeMs(text: string, duration: CelebrationDuration = 'default'): number {
  const words = text.trim().split(/\s+/).length
  return (BASE_MS + words * MS_PER_WORD) * (FACTORS[duration] ?? 1)
}
