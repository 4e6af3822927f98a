import { definePrivate } from '../../internal/define.js'
import { NotificationPanel } from './notification-panel.js'

definePrivate('belfry-panel', NotificationPanel)

/** Makes the bell's panel, whatever tag its class found free. */
export const createPanel = (): NotificationPanel => new NotificationPanel()
