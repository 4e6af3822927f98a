// Everything that makes a boost, a streak, an achievement or a digest more than a pill: loaded with the
// first of them, because most toasts are points.
export { icon } from '../../internal/icons.js'
export { TickController } from '../../internal/ticker.js'
export { boostTime } from './boost-time.js'
export { renderCustom } from './custom-card.js'
export { renderShowpiece, spokenSum } from './showpiece-cards.js'
export { celebrateStreak, perform } from './showpiece-motion.js'
export { showpieces as styles } from './showpieces.styles.js'
