import { definePrivate } from '../../internal/define.js'
import type { GamificationToasts } from './gamification-toasts.js'
import { Toaster } from './toaster.js'

definePrivate('belfry-toaster', Toaster)

/** Makes the part that shows toasts, whatever tag its class found free. */
export const createToaster = (host: GamificationToasts): Toaster => new Toaster(host)
