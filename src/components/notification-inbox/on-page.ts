import { measuredZoomOf, setZoom } from '../../internal/zoom.js'
import type { NotificationPanel } from '../notification-bell/notification-panel.js'

/**
 * Draws a panel for as long as it is on its page, as a region of it. What it lists is seen while the
 * panel is on the screen, and the page in front.
 */
export function onPage(panel: NotificationPanel, signal: AbortSignal): void {
  let isInSight = false
  let seen = ''

  // Once for each thing that there is to see: a server that refuses must not be asked for ever.
  const see = (): void => {
    const { inbox } = panel
    if (!isInSight || document.visibilityState !== 'visible' || !inbox) return
    const there = `${inbox.$notifications.get()[0]?.id} ${inbox.$counts.get().unseen}`
    if (there === seen) return
    seen = there
    panel.see()
  }
  const watch = {
    hostUpdated() {
      setZoom(panel, measuredZoomOf(panel))
      see()
    },
  }
  // Test environments without a browser have none, and nothing that could be in sight.
  const observer =
    'IntersectionObserver' in globalThis
      ? new IntersectionObserver((entries) => {
          isInSight = entries.at(-1)?.isIntersecting ?? false
          see()
        })
      : undefined

  panel.className = 'page'
  panel.setAttribute('part', 'panel')
  panel.role = 'region'
  panel.setAttribute('aria-labelledby', 'heading')
  panel.addController(watch)
  observer?.observe(panel)
  document.addEventListener('visibilitychange', see, { signal })
  document.addEventListener('scroll', () => panel.handleScroll(), { passive: true, signal })
  signal.addEventListener('abort', () => {
    observer?.disconnect()
    panel.removeController(watch)
  })
  panel.draw(true)
}
