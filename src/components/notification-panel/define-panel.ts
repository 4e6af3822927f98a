import { definePrivate } from '../../internal/define-private.js'
import { popoverStage } from '../notification-bell/popover-stage.js'
import { NotificationPanel, type Stage } from './notification-panel.js'

// The badge's animation is loaded with the panel: the closed bell does not need it, and a file of its
// own would weigh 150 bytes more.
export { bump } from '../../internal/motion.js'

definePrivate('belfry-panel', NotificationPanel)

/**
 * Creates a panel. The caller needs no tag name: the class is registered under a free one.
 *
 * @param stage - connects the panel to the place where it is shown. Default: the bell's popover
 */
export const createPanel = (stage: Stage = popoverStage): NotificationPanel =>
  new NotificationPanel(stage)
