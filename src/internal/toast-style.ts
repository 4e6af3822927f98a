import { describeType } from '../protocol/catalogue.js'
import { toastStyles, type ToastStyle } from '../protocol/celebrations.js'
import type { Content } from '../protocol/notification.js'

/** Returns the toast style of a notification; `undefined` if the notification is not celebrated. */
export function toastStyleOf({
  type,
  toast,
}: Pick<Content, 'type' | 'toast'>): ToastStyle | undefined {
  const style = toast ?? describeType(type).toast
  return toastStyles.find((name) => name === style)
}
