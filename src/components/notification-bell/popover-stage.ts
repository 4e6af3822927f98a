import { lazy } from '../../client/lazy.js'
import { afterFrame } from '../../internal/frames.js'
import { measuredZoomOf, setZoom } from '../../internal/zoom.js'
import type { NotificationPanel } from '../notification-panel/notification-panel.js'
import { placePopover } from '../notification-panel/placement/placement.js'

/** Shows a panel in the popover around it, beside its button, while that popover is open. */
export function popoverStage(panel: NotificationPanel, signal: AbortSignal): void {
  const popover = panel.closest<HTMLElement>('[popover]')
  const button = (panel.getRootNode() as ShadowRoot).querySelector<HTMLElement>('.button')
  if (!popover || !button) return

  // The focus enters a dialog of structured content at its heading. At the first link, a screen
  // reader would read the link before the member knows where they are (ARIA practices, dialog
  // pattern). A focus that is in the panel already stays there.
  const enter = (): void => {
    if (!popover.contains(focusedIn(panel))) panel.focusHeading()
    handleBack()
  }
  // In browsers with `CloseWatcher`, an open popover has a close watcher, so the back gesture
  // closes it.
  const backGesture = lazy(
    () => import('./back-gesture.js'),
    ({ closeOnBack }) => closeOnBack(popover, panel, signal),
  )
  const handleBack = (): void => {
    if (!('CloseWatcher' in window) && panel.fillsScreen) void backGesture.load()
  }
  // A closed popover has no box, so measure the bell, which is under the same zoom.
  const measure = (): void => setZoom(popover, measuredZoomOf(button))
  let hadFocus = false
  measure()
  placePopover(popover, button, signal)
  popover.addEventListener(
    'beforetoggle',
    ({ newState }) => {
      hadFocus = popover.contains(focusedIn(panel))
      panel.draw(newState === 'open')
      measure()
      // The text direction may have changed since the last opening.
      placePopover(popover, button, signal)
    },
    { signal },
  )
  popover.addEventListener(
    'toggle',
    ({ target, newState }) => {
      // A popover inside the panel, such as the menu, fires the event too.
      if (target !== popover) return
      if (newState === 'open') afterFrame(enter)
      else if (hadFocus && isFocusLost(panel)) button.focus()
    },
    // Capturing runs before the bell fires `inbox-open` or `inbox-close`, so the focus is in its
    // place by then.
    { signal, capture: true },
  )
  // The panel may be loaded after the click that opened the popover. In test environments without
  // popovers the panel is always rendered, so that a host can test its rows.
  if ('togglePopover' in popover && !popover.matches(':popover-open')) return panel.prepare()
  panel.draw(true)
  afterFrame(enter)
}

const focusedIn = (panel: Element): Element | null =>
  (panel.getRootNode() as ShadowRoot).activeElement

/**
 * Whether the focus that was in the panel must move to the bell. Browsers return it to the element
 * that had it before. That is no element in browsers that do not focus a clicked button. An element
 * that was clicked outside keeps the focus.
 */
const isFocusLost = (panel: Element): boolean =>
  panel.ownerDocument.activeElement === panel.ownerDocument.body || focusedIn(panel) !== null
