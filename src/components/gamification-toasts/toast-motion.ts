import { EASE_OUT, prefersReducedMotion } from '../../internal/motion.js'

/** The easing of a spring that overshoots once. */
export const SPRING =
  'linear(0, 0.13 6%, 0.49 15%, 0.9 26%, 1.06 34%, 1.09 40%, 1.05 50%, 0.99 64%, 0.99 76%, 1)'

const ENTER_MS = 320
const LEAVE_MS = 180
/** How long a toast takes to move, in milliseconds. */
export const MOVE_MS = 180
const COUNT_MS = 600
/** The time between two numbers while points are counted up, in milliseconds. */
const COUNT_STEP_MS = 50
/** The opacity of a toast in its first frame: it can be read at once. */
const FIRST_OPACITY = 0.4

/** Animates a toast that appears from the edge of the window. */
export function enter(item: HTMLElement, fromY: number): void {
  const comes = !prefersReducedMotion() && { translate: [`0 ${fromY}px`, '0 0'], scale: [0.94, 1] }
  item.animate?.({ opacity: [FIRST_OPACITY, 1], ...comes }, { duration: ENTER_MS, easing: SPRING })
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

/**
 * Lets toasts glide to their new places when the size of their list changes: when a toast comes,
 * grows or is removed.
 *
 * The places are read by a `ResizeObserver`. It runs between the layout and the paint of a frame, so
 * reading them makes the browser do no layout of its own.
 */
export function glideWithin(stack: HTMLElement, isOnTop: () => boolean): void {
  // Test environments without a browser have no `ResizeObserver`.
  if (!globalThis.ResizeObserver) return
  let places = new WeakMap<Element, number>()
  let wasOnTop: boolean | undefined
  const observer = new ResizeObserver(() => {
    const { offsetHeight } = stack
    // On the other edge of the window, or in a list that was hidden, no toast glides.
    if (wasOnTop !== isOnTop() || offsetHeight === 0) places = new WeakMap()
    wasOnTop = isOnTop()
    for (const item of stack.children as HTMLCollectionOf<HTMLElement>) {
      // The distance from the edge of the window that the list grows from.
      const place = item.offsetTop + (wasOnTop ? 0 : item.offsetHeight - offsetHeight)
      const moved = (places.get(item) ?? place) - place
      places.set(item, place)
      if (moved !== 0 && !prefersReducedMotion())
        item.animate(
          { translate: [`0 ${moved}px`, '0 0'] },
          { duration: MOVE_MS, easing: EASE_OUT },
        )
    }
  })
  observer.observe(stack)
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

/** The timers of the numbers that are being counted up. */
const counting = new WeakMap<HTMLElement, ReturnType<typeof setTimeout>>()

/** Counts a displayed number up from its former value. */
export function countUp(
  element: HTMLElement,
  from: number,
  to: number,
  format: (value: number) => string,
): void {
  if (prefersReducedMotion()) return
  clearTimeout(counting.get(element))
  const startedAt = performance.now()
  const step = (): void => {
    const part = Math.min(1, (performance.now() - startedAt) / COUNT_MS)
    const isOver = part === 1 || !element.isConnected
    const number = Math.round(from + (to - from) * (1 - (1 - part) ** 3))
    element.textContent = format(isOver ? to : number)
    if (!isOver) counting.set(element, setTimeout(step, COUNT_STEP_MS))
  }
  element.animate({ scale: [1, 1.16, 1] }, { duration: COUNT_MS, easing: EASE_OUT })
  step()
}
