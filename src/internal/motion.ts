/**
 * Whether nothing shall move: the person asked for less motion, or this is a test environment that
 * has no animations. Asked at each use: the setting may change.
 */
export const prefersReducedMotion = (): boolean =>
  !('animate' in Element.prototype) ||
  (globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? true)

/** One small jump of the badge, to say that its number grew. */
export function bump(element: Element): void {
  if (prefersReducedMotion() || document.visibilityState === 'hidden') return
  element.animate([{ scale: 1 }, { scale: 1.25, offset: 0.4 }, { scale: 1 }], {
    duration: 240,
    easing: 'ease-out',
  })
}
