/**
 * Whether animations are off: the member prefers reduced motion, or a test environment has no
 * animations. It is asked before each animation, because the preference may change.
 */
export const prefersReducedMotion = (): boolean =>
  !('animate' in Element.prototype) ||
  (globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? true)

/** Animates the badge with a short jump when its number has grown. */
export function bump(element: Element): void {
  if (prefersReducedMotion() || document.visibilityState === 'hidden') return
  element.animate([{ scale: 1 }, { scale: 1.25, offset: 0.4 }, { scale: 1 }], {
    duration: 240,
    easing: 'ease-out',
  })
}
