/**
 * Whether animations are off: the member prefers reduced motion, or a test environment has no
 * animations. It is asked before each animation, because the preference may change.
 */
export const prefersReducedMotion = (): boolean =>
  !('animate' in Element.prototype) ||
  (globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? true)

/** The duration of a jump, in milliseconds. */
const JUMP_MS = 240
/** When the last jump of an element began, in milliseconds. */
const jumpedAt = new WeakMap<Element, number>()

/** Animates the badge with a short jump when its number has grown. A jump ends before the next one. */
export function bump(element: Element): void {
  const now = performance.now()
  if (now - (jumpedAt.get(element) ?? -Infinity) < JUMP_MS) return
  if (prefersReducedMotion() || document.visibilityState === 'hidden') return
  jumpedAt.set(element, now)
  element.animate([{ scale: 1 }, { scale: 1.25, offset: 0.4 }, { scale: 1 }], {
    duration: JUMP_MS,
    easing: 'ease-out',
  })
}
