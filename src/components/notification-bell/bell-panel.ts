import { createPanel } from '../notification-panel/define-panel.js'
import type { NotificationPanel } from '../notification-panel/notification-panel.js'
import { popoverStage } from './popover-stage.js'

// The badge's animation is loaded with the panel: the closed bell does not need it, and a file of its
// own would weigh 150 bytes more.
export { bump } from './bump.js'

/** Creates the panel inside a bell's popover. */
export const createBellPanel = (): NotificationPanel => createPanel(popoverStage)
