import { definePrivate } from '../../internal/define-private.js'
import { NotificationPanel } from './notification-panel.js'

// Nothing grows before the panel has come: the closed bell need not bring this.
export { bump } from '../../internal/motion.js'

definePrivate('belfry-panel', NotificationPanel)

/** Makes the bell's panel, whatever tag its class found free. */
export const createPanel = (): NotificationPanel => new NotificationPanel()
