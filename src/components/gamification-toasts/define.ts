import { define } from '../../internal/define.js'
import { GamificationToasts } from './gamification-toasts.js'

// The types of its events come with the tag, for listeners.
export type * from './gamification-toasts.events.js'

define('gamification-toasts', GamificationToasts)

declare global {
  interface HTMLElementTagNameMap {
    'gamification-toasts': GamificationToasts
  }
}
