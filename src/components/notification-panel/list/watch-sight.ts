import type { ReactiveControllerHost } from 'lit'
import type { Inbox } from '../../../client/create-inbox.js'

/** The panel, while it is watched for being seen. */
export interface SeenPanel extends HTMLElement, ReactiveControllerHost {
  readonly inbox: Inbox | undefined
  /** Tells the server that the member has seen the list. */
  see(): void
}

/**
 * Tells that a panel's list is seen, for as long as the panel is on the screen and its page in front:
 * when it comes into sight, and each time that something new is listed.
 */
export function watchSight(panel: SeenPanel, signal: AbortSignal): void {
  const page = panel.ownerDocument
  const view = page.defaultView ?? window
  // Test environments without a browser have none, and nothing that could be in sight.
  if (!('IntersectionObserver' in view)) return
  let isInSight = false
  let seen = ''

  // Once for each thing that there is to see: a server that refuses must not be asked for ever.
  const see = (): void => {
    const { inbox } = panel
    if (!isInSight || page.visibilityState !== 'visible' || !inbox) return
    const there = `${inbox.$notifications.get()[0]?.id} ${inbox.$counts.get().unseen}`
    if (there === seen) return
    seen = there
    panel.see()
  }
  const watch = { hostUpdated: see }
  const observer = new view.IntersectionObserver((entries) => {
    isInSight = entries.at(-1)?.isIntersecting ?? false
    if (!isInSight) seen = ''
    see()
  })
  panel.addController(watch)
  // In a popover the panel itself has no box.
  observer.observe(panel.closest('[popover]') ?? panel)
  page.addEventListener('visibilitychange', see, { signal })
  signal.addEventListener('abort', () => {
    observer.disconnect()
    panel.removeController(watch)
  })
}
