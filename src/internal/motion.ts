/** Whether the person asked for less motion. Asked at each use: the setting may change. */
export const prefersReducedMotion = (): boolean =>
  matchMedia('(prefers-reduced-motion: reduce)').matches

/** One small jump of the badge, to say that its number grew. */
export function bump(element: Element): void {
  if (prefersReducedMotion() || document.visibilityState === 'hidden') return
  element.animate([{ scale: 1 }, { scale: 1.25, offset: 0.4 }, { scale: 1 }], {
    duration: 240,
    easing: 'ease-out',
  })
}
