import { define } from '../../internal/define.js'
import { NotificationBell } from './notification-bell.js'

// The types of its events come with the tag, for listeners.
export type * from './notification-bell.events.js'
export type * from '../notification-panel/row/notification-row.events.js'

define('notification-bell', NotificationBell)

declare global {
  interface HTMLElementTagNameMap {
    'notification-bell': NotificationBell
  }
}
