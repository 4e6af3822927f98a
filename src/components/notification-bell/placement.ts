/**
 * Places a popover beside its button. Style sheets do it by themselves where they know anchors; for
 * the browsers from before 2026 the code that can is fetched.
 */
export function place(popover: HTMLElement, button: HTMLElement, signal: AbortSignal): void {
  if (CSS.supports('position-area', 'block-end')) return
  import('./place.js').then(
    ({ keepPlaced }) => keepPlaced(popover, button, signal),
    () => {
      // The page is cut off. The popover stands in a corner, and works there.
    },
  )
}
