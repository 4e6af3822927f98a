import { prefersReducedMotion } from '../../internal/motion.js'

/** The duration of a jump, in milliseconds. */
const JUMP_MS = 240
/** The duration of a swing, in milliseconds. */
const SWING_MS = 500
/** When the last jump of an element began, in milliseconds. */
const jumpedAt = new WeakMap<Element, number>()

/**
 * Animates the badge with a short jump, and the bell below it with a swing, when the number has
 * grown. A swing ends before the next one.
 */
export function bump(badge: Element): void {
  const now = performance.now()
  if (now - (jumpedAt.get(badge) ?? -Infinity) < SWING_MS) return
  if (prefersReducedMotion() || document.visibilityState === 'hidden') return
  jumpedAt.set(badge, now)
  badge.animate([{ scale: 1 }, { scale: 1.25, offset: 0.4 }, { scale: 1 }], {
    duration: JUMP_MS,
    easing: 'ease-out',
  })
  // A page's own icon does not swing: it may be no bell.
  badge.parentElement?.querySelector('.icon')?.animate(
    {
      rotate: ['0deg', '-14deg', '11deg', '-6deg', '0deg'],
      transformOrigin: ['50% 12%', '50% 12%'],
    },
    { duration: SWING_MS, easing: 'ease-in-out' },
  )
}
