import { adopt } from '../../internal/adopt.js'
import { createPanel } from '../notification-panel/define-panel.js'
import type { NotificationPanel } from '../notification-panel/notification-panel.js'
import { styles } from './inbox-panel.styles.js'
import type { NotificationInbox } from './notification-inbox.js'
import { pageStage } from './page-stage.js'

/** Creates the panel inside an inbox element. */
export function createInboxPanel(host: NotificationInbox): NotificationPanel {
  const panel = createPanel((self, signal) => {
    adopt(self, styles)
    pageStage(self, signal)
  })
  host.addController({
    hostUpdated() {
      const { inbox, messages: own, shortcuts, headingLevel: level } = host
      Object.assign(panel, { inbox, own, shortcuts, level })
    },
  })
  return panel
}
