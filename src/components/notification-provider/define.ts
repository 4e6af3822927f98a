import { define } from '../../internal/define.js'
import { NotificationProvider } from './notification-provider.js'

define('notification-provider', NotificationProvider)

declare global {
  interface HTMLElementTagNameMap {
    'notification-provider': NotificationProvider
  }
}
