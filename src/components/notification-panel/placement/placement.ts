/**
 * Places a popover beside its button. Style sheets do it by themselves where they know anchors; for
 * the browsers from before 2026 the code that can is fetched. So it is where the button reads another
 * way than the page: there Firefox 153 takes anchors out of the window. So it is in WebKit, which knows
 * no `overflow-anchor`: it hangs where a popover with fallback places is hidden with all around it.
 */
export function placePopover(popover: HTMLElement, button: HTMLElement, signal: AbortSignal): void {
  const { documentElement } = button.ownerDocument
  const isMirrored = button.matches(':dir(rtl)') !== documentElement.matches(':dir(rtl)')
  const knowsAnchors = globalThis.CSS?.supports('(position-area:none) and (overflow-anchor:auto)')
  if (knowsAnchors && !isMirrored) return
  import('./floating-placement.js').then(
    ({ keepPlaced }) => keepPlaced(popover, button, signal),
    () => {
      // The page is cut off. The popover stands in a corner, and works there.
    },
  )
}
