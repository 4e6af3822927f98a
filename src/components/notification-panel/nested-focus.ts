/**
 * Gives the focus back when a popover inside of another one closes: browsers do so for the outermost
 * one only. What was clicked outside keeps it.
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
      // Some engines let go of what is hidden only later.
      const isLost = isLosing && (!now || popover.contains(now))
      if (newState === 'closed' && isLost) cameFrom.get(popover)?.focus()
    },
    { signal, capture: true },
  )
}
