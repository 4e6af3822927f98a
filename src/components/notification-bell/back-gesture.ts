import type { NotificationPanel } from '../notification-panel/notification-panel.js'

/**
 * The key in `history.state` that marks the history entry of an open panel. The page's own state is
 * kept beside it.
 */
const MARK = 'belfryPanel'

let panels = 0

/**
 * Lets the back gesture close a panel that fills the screen. The panel adds a history entry when it
 * opens, and removes the entry whichever way it closes. This is for browsers whose popovers do not
 * handle the gesture themselves.
 */
export function closeOnBack(
  popover: HTMLElement,
  panel: Pick<NotificationPanel, 'fillsScreen'>,
  signal: AbortSignal,
): void {
  const name = (panels += 1)
  const hasEntry = (): boolean => stateNow()[MARK] === name
  let hadEntry = false
  const leave = (): void => {
    if (hasEntry()) history.back()
  }
  const enter = (): void => {
    if (!panel.fillsScreen) return
    if (!hasEntry()) history.pushState({ ...stateNow(), [MARK]: name }, '')
    hadEntry = true
  }
  const listener = { signal }
  popover.addEventListener(
    'toggle',
    ({ newState }) => (newState === 'open' ? enter() : leave()),
    listener,
  )
  // The member went back from the panel's entry, or forward to it again.
  window.addEventListener(
    'popstate',
    () => {
      // The page also moves through the history.
      if (hasEntry() || hadEntry) popover.togglePopover(hasEntry())
      hadEntry = hasEntry()
    },
    listener,
  )
  popover.addEventListener(
    'click',
    (event) => {
      const target = leavesBy(event)
      if (!target || !hasEntry()) return
      event.preventDefault()
      event.stopImmediatePropagation()
      // The panel's entry must be removed before the router or the browser adds the entry of the
      // next page.
      window.addEventListener('popstate', () => target.click(), { once: true, signal })
      popover.hidePopover()
    },
    { signal, capture: true },
  )
  signal.addEventListener('abort', leave)
  if (popover.matches(':popover-open')) enter()
}

/** Returns the clicked link or row that leaves the page in this tab, or `null`. */
function leavesBy({ target, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): HTMLElement | null {
  if (ctrlKey || metaKey || shiftKey || altKey) return null
  const clicked = (target as Element).closest<HTMLElement>(
    'a[href], [data-act=open], [data-act=action]',
  )
  const frame = clicked?.getAttribute('target') ?? '_self'
  return frame === '_self' ? clicked : null
}

function stateNow(): Readonly<Record<string, unknown>> {
  const state: unknown = history.state
  return typeof state === 'object' && state !== null ? (state as Record<string, unknown>) : {}
}
