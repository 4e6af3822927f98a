import { measuredZoomOf, setZoom } from '../../internal/zoom.js'
import type { NotificationPanel } from '../notification-panel/notification-panel.js'
import { placePopover } from '../notification-panel/placement/placement.js'

/** Draws a panel while the popover around it is open, beside its button. */
export function popoverStage(panel: NotificationPanel, signal: AbortSignal): void {
  const popover = panel.closest<HTMLElement>('[popover]')
  const button = (panel.getRootNode() as ShadowRoot).querySelector<HTMLElement>('.button')
  if (!popover || !button) return

  // A dialog of structured content is entered at its heading: its first link would be read out before
  // anybody knows where they are (ARIA practices, dialog pattern).
  const enter = (): void => {
    panel.querySelector<HTMLElement>('.heading')?.focus()
    handleBack()
  }
  // Where there are close watchers, an open popover has one, and goes when a phone says "back".
  let isBackHandled = 'CloseWatcher' in window
  const handleBack = (): void => {
    if (isBackHandled || !fillsScreen(panel)) return
    isBackHandled = true
    import('./back-gesture.js').then(
      ({ closeOnBack }) => closeOnBack(popover, signal),
      () => {
        // The page is cut off. The next opening loads it again.
        isBackHandled = false
      },
    )
  }
  // A closed popover has no box, and the bell is drawn as large.
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
      // It may read another way by now.
      placePopover(popover, button, signal)
    },
    { signal },
  )
  popover.addEventListener(
    'toggle',
    ({ target, newState }) => {
      // What opens inside of it is not the panel.
      if (target !== popover) return
      if (newState === 'open') enter()
      else if (hadFocus && isFocusLost(panel)) button.focus()
    },
    // Before the bell tells that it opened or closed: by then the focus is where it belongs.
    { signal, capture: true },
  )
  // The code may arrive after the click that asked for it. In test environments that know no popovers,
  // the panel is always drawn, so that a host can test its rows.
  if ('togglePopover' in popover && !popover.matches(':popover-open')) return
  panel.draw(true)
  void panel.updateComplete.then(enter)
}

/** The button that closes a panel is shown where the panel fills the screen. */
const fillsScreen = (panel: Element): boolean =>
  panel.querySelector('.close')?.checkVisibility?.() === true

const focusedIn = (panel: Element): Element | null =>
  (panel.getRootNode() as ShadowRoot).activeElement

/**
 * The focus that was in the panel goes to the bell. Browsers send it to where it was before, which is
 * nowhere in one that does not focus a clicked button. What was clicked outside keeps it.
 */
const isFocusLost = (panel: Element): boolean =>
  panel.ownerDocument.activeElement === panel.ownerDocument.body || focusedIn(panel) !== null
