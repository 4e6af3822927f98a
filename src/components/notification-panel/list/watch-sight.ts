import type { ReactiveControllerHost } from 'lit'
import type { Inbox } from '../../../client/create-inbox.js'

/** A panel that reports when the member has seen its list. */
export interface SeenPanel extends HTMLElement, ReactiveControllerHost {
  readonly inbox: Inbox | undefined
  /** Whether the member sees the panel. */
  readonly isOpen: boolean
  /** Tells the server that the member has seen the list. */
  markSeen(): void
}

/**
 * Calls `panel.see()` while the panel is on screen in a visible tab: when the panel comes into
 * view, and each time a new notification is listed.
 */
export function watchSight(panel: SeenPanel, signal: AbortSignal): void {
  const page = panel.ownerDocument
  const view = page.defaultView ?? window
  // Test environments without a browser have no `IntersectionObserver`, and nothing comes into
  // view.
  if (!('IntersectionObserver' in view)) return
  let isInSight = false
  let seen = ''

  // Report once for each state of the list: a server that refuses the report must not be asked for
  // ever.
  const see = (): void => {
    const { inbox, isOpen } = panel
    if (!isInSight || !isOpen || page.visibilityState !== 'visible' || !inbox) return
    const there = `${inbox.internals.notifications()[0]?.id} ${inbox.$counts.get().unseen}`
    if (there === seen) return
    seen = there
    panel.markSeen()
  }
  // Before the rendering, which then shows the count that this changes.
  const watch = { hostUpdate: see }
  const observer = new view.IntersectionObserver((entries) => {
    isInSight = entries.at(-1)?.isIntersecting ?? false
    if (!isInSight) seen = ''
    see()
  })
  panel.addController(watch)
  // Inside a popover the panel itself has no box, so observe the popover.
  observer.observe(panel.closest('[popover]') ?? panel)
  page.addEventListener('visibilitychange', see, { signal })
  signal.addEventListener('abort', () => {
    observer.disconnect()
    panel.removeController(watch)
  })
}
