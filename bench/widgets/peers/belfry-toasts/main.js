import { GamificationToasts } from 'belfry'

customElements.define('gamification-toasts', GamificationToasts)
const toasts = document.createElement('gamification-toasts')
toasts.duration = 'keep'
document.body.append(toasts)
window.showToast = (title, message) =>
  toasts.celebrate({ type: 'achievement.unlocked', title, message })
