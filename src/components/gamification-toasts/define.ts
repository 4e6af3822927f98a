import { define } from '../../internal/define.js'
import { GamificationToasts } from './gamification-toasts.js'

define('gamification-toasts', GamificationToasts)

declare global {
  interface HTMLElementTagNameMap {
    'gamification-toasts': GamificationToasts
  }
}
