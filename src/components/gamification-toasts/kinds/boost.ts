import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit'
import { prefersReducedMotion } from '../../../internal/motion.js'
import { styles } from './boost.styles.js'
import type { ToastKindRenderer, ToastStage } from '../load-toast-kind.js'
import { glyph, renderMessage, renderTitle, type CardContext } from '../toast-card.js'
import { SPRING } from '../toast-motion.js'
import { newest, numberIn, type Toast } from '../toast.js'

/** The circumference of the ring, in units of its view box. */
const RING = 2 * Math.PI * 26

/**
 * Renders a boost: a card with a gleaming edge, and its multiplier in a ring that empties over
 * time.
 */
export const boost: ToastKindRenderer = { styles, render, perform }

/** The duration of a boost and its remaining time, in milliseconds. */
interface BoostTime {
  readonly leftMs: number
  readonly totalMs: number
}

/** Returns the time of a boost; `null` if the notification has no duration. */
function boostTime(toast: Toast, nowMs: number): BoostTime | null {
  const { createdAt, ...content } = newest(toast)
  const minutes = numberIn(content, 'minutes')
  if (!minutes || minutes <= 0) return null
  const totalMs = minutes * 60_000
  return { totalMs, leftMs: Math.max(0, Date.parse(createdAt) + totalMs - nowMs) }
}

function render(toast: Toast, context: CardContext): TemplateResult {
  const { title, message, ...content } = newest(toast)
  const multiplier = numberIn(content, 'multiplier')
  const time = boostTime(toast, context.nowMs)
  const inside = multiplier === null ? bolt : multiplierText(multiplier, context)
  return html`
    <span class="gleam" aria-hidden="true"></span>
    <span class="art" part="art"
      ><slot name="boost"
        >${renderRing(inside, time ? 1 - time.leftMs / time.totalMs : 0)}</slot
      ></span
    >
    <span class="text">
      ${renderTitle(toast, title, context)} ${renderMessage(message)}
      ${
        time
          ? html`<span
              class="time-left"
              part="time-left"
              role="timer"
              .textContent=${context.messages.timeLeft(inDigits(time.leftMs))}
            ></span>`
          : nothing
      }
    </span>
  `
}

const bolt = glyph('M13 2 4 14h7l-1 8 9-12h-7z')

/** Formats a multiplier as a text that fits into the ring: `2×`, `1.5×`, `1.25×`. */
const multiplierText = (multiplier: number, { locale }: CardContext): string =>
  `${multiplier.toLocaleString(locale, { notation: 'compact', maximumSignificantDigits: 3 })}×`

/** @param spent - the part of the boost's time that is over, from 0 to 1 */
const renderRing = (inside: string | SVGTemplateResult, spent: number): TemplateResult =>
  html`<span class="boost-art">
    ${svg`<svg class="ring" viewBox="0 0 60 60" aria-hidden="true">
      <defs><linearGradient id="boost" x1="0" y1="0" x2="1" y2="1">
        <stop offset="0" class="boost-1" /><stop offset=".5" class="boost-2" /><stop offset="1" class="boost-3" />
      </linearGradient></defs>
      <circle class="ring-track" cx="30" cy="30" r="26" />
      <circle class="ring-time" cx="30" cy="30" r="26" stroke="url(#boost)" stroke-dashoffset=${RING * spent} />
    </svg>`}
    <span
      class="multiplier of-${typeof inside === 'string' ? Math.min(inside.length, 6) : 1}"
      dir="ltr"
      translate="no"
      >${inside}</span
    >
  </span>`

/** Formats a remaining time as `14:59` or `1:59:59`. */
function inDigits(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  const digits = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const short = `${digits((seconds / 60) % 60)}:${digits(seconds % 60)}`
  return seconds < 3_600 ? short : `${Math.floor(seconds / 3_600)}:${short}`
}

function perform(item: HTMLElement, toast: Toast, stage: ToastStage): void {
  if (boostTime(toast, stage.nowMs)) tick(stage)
  if (prefersReducedMotion()) return
  item
    .querySelector('.gleam')
    ?.animate(
      { translate: ['-110%', '110%'] },
      { duration: 1_400, delay: 180, easing: 'ease-in-out', pseudoElement: '::before' },
    )
  const art = item.querySelector('.boost-art')
  art?.animate({ scale: [0.5, 1] }, { duration: 620, easing: SPRING })
  art?.animate({ opacity: [0, 1, 0] }, { duration: 1_600, pseudoElement: '::before' })
}

/**
 * Renders the toast again every second, with the remaining time in digits and on the ring. An
 * animation of the ring would make the browser draw every frame of the boost's minutes.
 */
function tick({ redraw, signal }: ToastStage): void {
  const ticking = setInterval(redraw, 1_000)
  signal.addEventListener('abort', () => clearInterval(ticking))
}
