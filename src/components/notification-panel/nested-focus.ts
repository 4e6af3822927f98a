/**
 * Returns the focus when a popover inside another popover closes. Browsers do this for the
 * outermost popover only. An element that was clicked outside keeps the focus.
 */
export function returnFocus(panel: HTMLElement, signal: AbortSignal): void {
  const focused = (): HTMLElement | null =>
    (panel.getRootNode() as ShadowRoot).activeElement as HTMLElement | null
  const cameFrom = new WeakMap<Element, HTMLElement>()
  let isLosing = false
  panel.addEventListener(
    'beforetoggle',
    (event) => {
      const popover = event.target as Element
      const from = focused()
      if (event.newState === 'closed') isLosing = popover.contains(from)
      else if (from) cameFrom.set(popover, from)
    },
    { signal, capture: true },
  )
  panel.addEventListener(
    'toggle',
    ({ target, newState }) => {
      const popover = target as Element
      const now = focused()
      // Some engines remove the focus from a hidden element only later.
      const isLost = isLosing && (!now || popover.contains(now))
      if (newState === 'closed' && isLost) cameFrom.get(popover)?.focus()
    },
    { signal, capture: true },
  )
}
