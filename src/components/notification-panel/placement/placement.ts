/**
 * Places a popover beside its button. Browsers with CSS anchor positioning do this by style sheet.
 * The code for the others is loaded, and used in three cases: browsers from before 2026; a button
 * whose text direction differs from the page's, because Firefox 153 then places anchored popovers
 * outside the window; and WebKit, recognised by its lack of `overflow-anchor`, because a page hangs
 * there when a popover with fallback positions is hidden together with the elements around it.
 */
export function placePopover(popover: HTMLElement, button: HTMLElement, signal: AbortSignal): void {
  const { documentElement } = button.ownerDocument
  const isMirrored = button.matches(':dir(rtl)') !== documentElement.matches(':dir(rtl)')
  const knowsAnchors = globalThis.CSS?.supports('(position-area:none) and (overflow-anchor:auto)')
  if (knowsAnchors && !isMirrored) return
  import('./floating-placement.js').then(
    ({ keepPlaced }) => keepPlaced(popover, button, signal),
    () => {
      // The device is offline. The popover is shown in a corner of the window, and works there.
    },
  )
}
