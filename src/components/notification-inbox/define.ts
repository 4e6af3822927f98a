import { define } from '../../internal/define.js'
import { NotificationInbox } from './notification-inbox.js'

// The event types are exported with the tag, so that listeners are typed.
export type * from '../notification-panel/row/notification-row.events.js'

define('notification-inbox', NotificationInbox)

declare global {
  interface HTMLElementTagNameMap {
    'notification-inbox': NotificationInbox
  }
}
