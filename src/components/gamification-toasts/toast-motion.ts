import { prefersReducedMotion } from '../../internal/motion.js'

/** The easing of a spring that overshoots once. */
export const SPRING =
  'linear(0, 0.13 6%, 0.49 15%, 0.9 26%, 1.06 34%, 1.09 40%, 1.05 50%, 0.99 64%, 0.99 76%, 1)'
/** An easing that starts fast and ends slowly. */
export const EASE_OUT = 'cubic-bezier(0.2, 0.8, 0.2, 1)'

const ENTER_MS = 320
const LEAVE_MS = 180
/** How long a toast takes to move, in milliseconds. */
export const MOVE_MS = 180
const COUNT_MS = 600

/** Animates a toast that appears from the edge of the window. */
export function enter(item: HTMLElement, fromY: number): void {
  const comes = !prefersReducedMotion() && { translate: [`0 ${fromY}px`, '0 0'], scale: [0.94, 1] }
  item.animate?.({ opacity: [0, 1], ...comes }, { duration: ENTER_MS, easing: SPRING })
}

/** Animates a toast that leaves. Resolves when the animation has ended. */
export async function leave(item: HTMLElement): Promise<void> {
  const goes = { opacity: 0, ...(!prefersReducedMotion() && { scale: 0.96 }) }
  const animation = item.animate?.(goes, {
    duration: LEAVE_MS,
    easing: 'ease-in',
    fill: 'forwards',
  })
  await animation?.finished.catch(() => undefined)
}

/** Returns the vertical positions of toasts before they move. */
export const placesOf = (items: Iterable<HTMLElement>): Map<HTMLElement, number> =>
  new Map([...items].map((item) => [item, item.offsetTop]))

/** Animates toasts from their former positions to the current ones. */
export function glide(before: ReadonlyMap<HTMLElement, number>): void {
  if (prefersReducedMotion()) return
  for (const [item, top] of before) {
    const moved = top - item.offsetTop
    if (moved === 0 || !item.isConnected) continue
    item.animate({ translate: [`0 ${moved}px`, '0 0'] }, { duration: MOVE_MS, easing: EASE_OUT })
  }
}

/** Animates the coin of a toast as if it were tossed. */
export function toss(item: HTMLElement): void {
  if (prefersReducedMotion()) return
  item
    .querySelector('.disc')
    ?.animate(
      { rotate: ['y -200deg', 'y 0deg'], scale: [0.7, 1] },
      { duration: COUNT_MS, easing: SPRING },
    )
}

/** Counts a displayed number up from its former value. */
export function countUp(
  element: HTMLElement,
  from: number,
  to: number,
  format: (value: number) => string,
): void {
  if (prefersReducedMotion()) return
  const startedAt = performance.now()
  const step = (): void => {
    const part = Math.min(1, (performance.now() - startedAt) / COUNT_MS)
    const isOver = part === 1 || !element.isConnected
    const number = Math.round(from + (to - from) * (1 - (1 - part) ** 3))
    element.textContent = format(isOver ? to : number)
    if (!isOver) requestAnimationFrame(step)
  }
  element.animate({ scale: [1, 1.16, 1] }, { duration: COUNT_MS, easing: EASE_OUT })
  step()
}
