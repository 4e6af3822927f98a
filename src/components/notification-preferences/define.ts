import { define } from '../../internal/define.js'
import { NotificationPreferences } from './notification-preferences.js'

define('notification-preferences', NotificationPreferences)

declare global {
  interface HTMLElementTagNameMap {
    'notification-preferences': NotificationPreferences
  }
}
