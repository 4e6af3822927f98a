/**
 * Whether animations are off: the member prefers reduced motion, or a test environment has no
 * animations. It is asked before each animation, because the preference may change.
 */
export const prefersReducedMotion = (): boolean =>
  !('animate' in Element.prototype) ||
  (globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? true)

/** An easing that starts fast and ends slowly. */
export const EASE_OUT = 'cubic-bezier(0.2, 0.8, 0.2, 1)'
