import { definePrivate } from '../../internal/define-private.js'
import { NotificationPanel, type Stage } from './notification-panel.js'

definePrivate('belfry-panel', NotificationPanel)

/**
 * Creates a panel. The caller needs no tag name: the class is registered under a free one.
 *
 * @param stage - connects the panel to the place where it is shown
 */
export const createPanel = (stage: Stage): NotificationPanel => new NotificationPanel(stage)
