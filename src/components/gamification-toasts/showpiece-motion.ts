import { prefersReducedMotion } from '../../internal/motion.js'
import { boostTime, type BoostTime } from './boost-time.js'
import { RING } from './toast-art.js'
import { newest } from './toast-card.js'
import { EASE_OUT, SPRING } from './toast-motion.js'
import { numberIn, type Toast } from './toast.js'

type Act = (find: (css: string) => readonly Element[]) => void

/** What each kind does once when it appears. */
const acts: Readonly<Record<string, Act>> = {
  boost(find) {
    for (const gleam of find('.gleam'))
      gleam.animate(
        { backgroundPosition: ['150% 0', '-60% 0'] },
        { duration: 1_400, delay: 180, easing: 'ease-in-out' },
      )
    for (const art of find('.boost-art'))
      art.animate({ scale: [0.5, 1] }, { duration: 620, easing: SPRING })
    for (const art of find('.boost-art'))
      art.animate(
        {
          filter: [
            'drop-shadow(0 0 0 #f59e0b00)',
            'drop-shadow(0 0 10px #ec4899aa)',
            'drop-shadow(0 0 0 #6366f100)',
          ],
        },
        { duration: 1_600 },
      )
  },
  streak(find) {
    for (const body of find('.flame'))
      body.animate(
        {
          scale: ['0.3 0.2', '1.08 1.16', '0.97 0.94', '1.03 1.05', '1 1'],
          offset: [0, 0.34, 0.56, 0.78, 1],
        },
        { duration: 1_200, easing: 'ease-out' },
      )
    for (const core of find('.flame-core'))
      core.animate(
        { scale: ['1 1', '0.9 1.12', '1.06 0.94', '1 1'] },
        { duration: 700, iterations: 4, easing: 'ease-in-out' },
      )
    find('.strip').forEach((strip, index) => {
      const digits = strip.childElementCount
      strip.animate(
        { translate: [`0 ${((digits - 1) / digits) * 100}%`, '0 0'] },
        { duration: 700 + index * 220, easing: 'cubic-bezier(0.16, 1, 0.3, 1)' },
      )
    })
    find('.milestones .reached').forEach((mark, index) =>
      mark.animate(
        { opacity: [0, 1], scale: ['0 1', '1 1'] },
        { duration: 260, delay: 420 + index * 90, fill: 'backwards', easing: EASE_OUT },
      ),
    )
    for (const glow of find('.glow')) glow.animate({ opacity: [0, 1, 0.7, 1] }, { duration: 1_600 })
  },
  achievement(find) {
    for (const medal of find('.medal, .picture'))
      medal.animate(
        { rotate: ['y 540deg', 'y 0deg'], scale: [0.4, 1] },
        { duration: 1_000, easing: 'cubic-bezier(0.16, 1, 0.3, 1)' },
      )
    for (const shine of find('.shine'))
      shine.animate(
        { backgroundPosition: ['160% 0', '-60% 0'] },
        { duration: 800, delay: 760, easing: 'ease-in-out' },
      )
    for (const rays of find('.rays'))
      rays.animate(
        { rotate: ['0deg', '60deg'], opacity: [0, 1, 1, 0.55], scale: [0.4, 1, 1, 1] },
        { duration: 2_600, easing: 'ease-out' },
      )
    find('.eyebrow, .title, .message').forEach((line, index) =>
      line.animate(
        { opacity: [0, 1], translate: ['0 6px', '0 0'] },
        { duration: 320, delay: 260 + index * 110, fill: 'backwards', easing: EASE_OUT },
      ),
    )
  },
  digest(find) {
    find('.disc').forEach((disc, index) =>
      disc.animate(
        { scale: [0, 1], opacity: [0, 1] },
        { duration: 420, delay: 80 * index, fill: 'backwards', easing: SPRING },
      ),
    )
  },
}

/** A toast does what its kind does, once. Under reduced motion it has faded in, and that is all. */
export function perform(item: HTMLElement, toast: Toast, nowMs: number): void {
  const time = boostTime(toast, nowMs)
  if (time) runRing(item, time)
  if (prefersReducedMotion()) return
  acts[toast.kind]?.((css) => [...item.querySelectorAll(css)])
}

/** Empties the ring of a boost over the time that is left of it. */
function runRing(item: HTMLElement, { leftMs, totalMs }: BoostTime): void {
  const ring = item.querySelector('.ring-time')
  const from = RING * (1 - leftMs / totalMs)
  ring?.animate({ strokeDashoffset: [from, RING] }, { duration: Math.max(1, leftMs), fill: 'both' })
}

/** Throws confetti from the flame of a streak. */
export async function celebrateStreak(
  item: HTMLElement,
  toast: Toast,
  canvas: HTMLCanvasElement,
  signal: AbortSignal,
): Promise<void> {
  if (prefersReducedMotion()) return
  const pieces = await import('./confetti.js').catch(() => {
    // The page is cut off, or was left. The next streak asks again.
  })
  if (!pieces || !item.isConnected || signal.aborted || document.visibilityState === 'hidden')
    return
  const art = (item.querySelector('.art') ?? item).getBoundingClientRect()
  await pieces.throwConfetti({
    canvas,
    origin: {
      x: (art.left + art.width / 2) / innerWidth,
      y: (art.top + art.height / 2) / innerHeight,
    },
    days: numberIn(newest(toast), 'days') ?? 0,
    colors: getComputedStyle(item).getPropertyValue('--_confetti').trim().split(/\s+/),
    signal,
  })
}
