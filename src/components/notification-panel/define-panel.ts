import { definePrivate } from '../../internal/define-private.js'
import { popoverStage } from '../notification-bell/popover-stage.js'
import { NotificationPanel, type Stage } from './notification-panel.js'

// Nothing grows before the panel has come: the closed bell need not bring this.
export { bump } from '../../internal/motion.js'

definePrivate('belfry-panel', NotificationPanel)

/**
 * Makes a panel, whatever tag its class found free.
 *
 * @param stage - where it stands. Default: in the bell's popover
 */
export const createPanel = (stage: Stage = popoverStage): NotificationPanel =>
  new NotificationPanel(stage)
