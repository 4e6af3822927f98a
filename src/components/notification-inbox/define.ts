import { define } from '../../internal/define.js'
import { NotificationInbox } from './notification-inbox.js'

// The types of its events come with the tag, for listeners.
export type * from '../notification-panel/row/notification-row.events.js'

define('notification-inbox', NotificationInbox)

declare global {
  interface HTMLElementTagNameMap {
    'notification-inbox': NotificationInbox
  }
}
