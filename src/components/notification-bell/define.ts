import { define } from '../../internal/define.js'
import { NotificationBell } from './notification-bell.js'

define('notification-bell', NotificationBell)

declare global {
  interface HTMLElementTagNameMap {
    'notification-bell': NotificationBell
  }
}
