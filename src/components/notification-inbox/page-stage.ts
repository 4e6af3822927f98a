import { measuredZoomOf, setZoom } from '../../internal/zoom.js'
import type { NotificationPanel } from '../notification-panel/notification-panel.js'

/** Shows a panel as a region of the page for as long as it is on the page. */
export function pageStage(panel: NotificationPanel, signal: AbortSignal): void {
  const zoom = { hostUpdated: () => setZoom(panel, measuredZoomOf(panel)) }

  panel.className = 'page'
  panel.setAttribute('part', 'panel')
  panel.role = 'region'
  panel.setAttribute('aria-labelledby', 'heading')
  panel.addController(zoom)
  document.addEventListener('scroll', () => panel.handleScroll(), { passive: true, signal })
  signal.addEventListener('abort', () => panel.removeController(zoom))
  panel.draw(true)
}
