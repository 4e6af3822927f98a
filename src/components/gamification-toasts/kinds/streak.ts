import { html, svg, type TemplateResult } from 'lit'
import { nextFrame } from '../../../internal/frames.js'
import { EASE_OUT, prefersReducedMotion } from '../../../internal/motion.js'
import { streakMilestones } from '../../../protocol/celebrations.js'
import type { ToastKindRenderer, ToastStage } from '../load-toast-kind.js'
import { styles } from './streak.styles.js'
import { renderMessage, renderTitle, type CardContext } from '../toast-card.js'
import { newest, numberIn, type Toast } from '../toast.js'

/** Renders a streak, the largest toast: a flame that flares, and a number whose digits roll in. */
export const streak: ToastKindRenderer = { styles, render, perform }

function render(toast: Toast, context: CardContext): TemplateResult {
  const { title, message, ...content } = newest(toast)
  const days = numberIn(content, 'days')
  return html`
    <span class="glow" aria-hidden="true"></span>
    <span class="art" part="art"><slot name="streak">${flame}</slot></span>
    <span class="text">
      ${
        days === null
          ? renderTitle(toast, title, context)
          : html`${renderTitle(toast, renderDays(days, context), context)}
              <span class="milestones" aria-hidden="true"
                >${streakMilestones.map((milestone) => html`<i class=${days >= milestone ? 'reached' : ''}></i>`)}</span
              >`
      }
      ${renderMessage(message)}
    </span>
  `
}

const FLAME = 'M37 4c3 12 19 18 19 38a20 20 0 0 1-40 0c0-9 5-14 8-20 2 5 4 7 7 8 1-9 1-17 6-26z'
const CORE = 'M37 36c1 6 8 9 8 17a9 9 0 0 1-18 0c0-5 3-7 4-10 2 2 3 3 4 3 0-4 0-7 2-10z'

/** The flame, with a core that flickers. */
const flame = svg`<svg class="flame" viewBox="6 0 60 66" aria-hidden="true">
  <defs><linearGradient id="flame" x1="0" y1="1" x2="0" y2="0">
    <stop offset="0" class="flame-1" /><stop offset=".55" class="flame-2" /><stop offset="1" class="flame-3" />
  </linearGradient></defs>
  <path class="flame-body" d=${FLAME} fill="url(#flame)" />
  <path class="flame-core" d=${CORE} />
</svg>`

const renderDays = (days: number, { messages }: CardContext): TemplateResult =>
  html`<span class="number" part="number" translate="no"
      ><span class="visually-hidden">${days}</span>${renderReels(String(days))}</span
    >
    <span .textContent=${messages.daysInARow(days)}></span>`

/**
 * Renders a number whose digits roll in. Screen readers read the hidden number beside it instead.
 */
const renderReels = (text: string): TemplateResult =>
  html`<span class="reels" dir="ltr" aria-hidden="true"
    >${[...text].map((sign) =>
      /\d/.test(sign)
        ? html`<span class="reel"
            ><span class="strip" data-digit=${sign}
              >${Array.from({ length: Number(sign) + 1 }, (_, digit) => html`<i>${digit}</i>`)}</span
            ></span
          >`
        : html`<span>${sign}</span>`,
    )}</span
  >`

/** Starts the animations. With reduced motion the toast only fades in. */
function perform(item: HTMLElement, toast: Toast, stage: ToastStage): void {
  if (prefersReducedMotion()) return
  flare(item)
  roll(item)
  if (stage.hasConfetti) void throwConfetti(item, toast, stage.signal)
}

/**
 * Chromium leaves the main thread free while it animates an SVG only if the property is
 * `transform`, not `scale`.
 */
function flare(item: HTMLElement): void {
  item.querySelector('.flame')?.animate(
    {
      transform: [
        'scale(0.3, 0.2)',
        'scale(1.08, 1.16)',
        'scale(0.97, 0.94)',
        'scale(1.03, 1.05)',
        'none',
      ],
      offset: [0, 0.34, 0.56, 0.78, 1],
    },
    { duration: 1_200, easing: 'ease-out' },
  )
  item
    .querySelector('.flame-core')
    ?.animate(
      { transform: ['none', 'scale(0.9, 1.12)', 'scale(1.06, 0.94)', 'none'] },
      { duration: 700, iterations: 4, easing: 'ease-in-out' },
    )
  item.querySelector('.glow')?.animate({ opacity: [0, 1, 0.7, 1] }, { duration: 1_600 })
}

function roll(item: HTMLElement): void {
  item.querySelectorAll('.strip').forEach((strip, index) => {
    const digits = strip.childElementCount
    strip.animate(
      { translate: [`0 ${((digits - 1) / digits) * 100}%`, '0 0'] },
      { duration: 700 + index * 220, easing: 'cubic-bezier(0.16, 1, 0.3, 1)' },
    )
  })
  item
    .querySelectorAll('.reached')
    .forEach((mark, index) =>
      mark.animate(
        { opacity: [0, 1], scale: ['0 1', '1 1'] },
        { duration: 260, delay: 420 + index * 90, fill: 'backwards', easing: EASE_OUT },
      ),
    )
}

/**
 * Throws confetti from the flame, on a canvas that is removed afterwards. The toast is painted
 * first.
 */
async function throwConfetti(item: HTMLElement, toast: Toast, signal: AbortSignal): Promise<void> {
  await nextFrame()
  await nextFrame()
  const confetti = await import('../confetti.js').catch(() => {
    // The device is offline, or the member has left the page. The next streak loads the file again.
  })
  if (!confetti || signal.aborted || document.visibilityState === 'hidden') return
  const canvas = document.createElement('canvas')
  canvas.className = 'confetti'
  canvas.setAttribute('part', 'confetti')
  canvas.setAttribute('aria-hidden', 'true')
  // Measured before the canvas is added: the page then needs no further layout for it.
  const art = (item.querySelector('.art') ?? item).getBoundingClientRect()
  const colors = getComputedStyle(item).getPropertyValue('--_confetti').trim().split(/\s+/)
  // The canvas lies below the toasts.
  item.parentElement?.before(canvas)
  await confetti.throwConfetti({
    canvas,
    origin: {
      x: (art.left + art.width / 2) / innerWidth,
      y: (art.top + art.height / 2) / innerHeight,
    },
    days: numberIn(newest(toast), 'days') ?? 0,
    colors,
    signal,
  })
  canvas.remove()
}
