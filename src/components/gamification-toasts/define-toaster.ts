import { definePrivate } from '../../internal/define-private.js'
import { Toaster } from './toaster.js'

definePrivate('belfry-toaster', Toaster)

/** Makes the part that shows toasts, whatever tag its class found free. */
export const createToaster = (...given: ConstructorParameters<typeof Toaster>): Toaster =>
  new Toaster(...given)
