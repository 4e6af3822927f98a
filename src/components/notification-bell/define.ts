import { define } from '../../internal/define.js'
import { NotificationBell } from './notification-bell.js'

// The event types are exported with the tag, so that listeners are typed.
export type * from './notification-bell.events.js'
export type * from '../notification-panel/row/notification-row.events.js'

define('notification-bell', NotificationBell)

declare global {
  interface HTMLElementTagNameMap {
    'notification-bell': NotificationBell
  }
}
