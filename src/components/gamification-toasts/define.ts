import { define } from '../../internal/define.js'
import { GamificationToasts } from './gamification-toasts.js'

// The event types are exported with the tag, so that listeners are typed.
export type * from './gamification-toasts.events.js'

define('gamification-toasts', GamificationToasts)

declare global {
  interface HTMLElementTagNameMap {
    'gamification-toasts': GamificationToasts
  }
}
