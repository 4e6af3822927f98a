import { describeType, type ToastStyle } from '../../protocol/catalogue.js'
import type { Content } from '../../protocol/notification.js'

const styles: readonly unknown[] = [
  'points',
  'boost',
  'streak',
  'achievement',
] satisfies ToastStyle[]

/** Returns the toast style of a notification; `undefined` if the notification is not celebrated. */
export function toastStyleOf({
  type,
  toast,
}: Pick<Content, 'type' | 'toast'>): ToastStyle | undefined {
  const style = toast ?? describeType(type).toast
  return styles.includes(style) ? (style as ToastStyle) : undefined
}
