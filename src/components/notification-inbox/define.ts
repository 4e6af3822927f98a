import { define } from '../../internal/define.js'
import { NotificationInbox } from './notification-inbox.js'

define('notification-inbox', NotificationInbox)

declare global {
  interface HTMLElementTagNameMap {
    'notification-inbox': NotificationInbox
  }
}
