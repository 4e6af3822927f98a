import { describeType, type ToastStyle } from '../../protocol/catalogue.js'
import type { Content } from '../../protocol/notification.js'

/** What is celebrated: a notification of the inbox, or a host's own moment. */
export interface Celebrated extends Content {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
}

/** A moment of a host's own; what it does not say has a default. */
export type Moment = Pick<Content, 'type' | 'title'> & Partial<Content>

/** How a toast looks. `digest` sums up what there was no room for. */
export type ToastKind = ToastStyle | 'digest'

/** One celebration on screen, or waiting to be. */
export interface Toast {
  /** The same for as long as it is shown, whatever joins it. */
  readonly id: string
  readonly kind: ToastKind
  /** What it celebrates, oldest first. */
  readonly notifications: readonly Celebrated[]
  /** The points of all of them; `null` where none says a number. */
  readonly amount: number | null
}

const styles: readonly string[] = [
  'points',
  'boost',
  'streak',
  'achievement',
] satisfies ToastStyle[]

/** How a notification celebrates; `undefined` where it does not. */
export function toastStyleOf({
  type,
  toast,
}: Pick<Content, 'type' | 'toast'>): ToastStyle | undefined {
  const style = toast ?? describeType(type).toast
  return styles.includes(style ?? '') ? (style as ToastStyle) : undefined
}

/** The toast of one notification. */
export const toastOf = (notification: Celebrated, kind: ToastStyle): Toast => ({
  id: notification.id,
  kind,
  notifications: [notification],
  amount: kind === 'points' ? numberIn(notification, 'amount') : null,
})

/** Two toasts as one, in the place of the first. */
export const join = (first: Toast, second: Toast, kind: ToastKind = first.kind): Toast => ({
  id: first.id,
  kind,
  notifications: [...first.notifications, ...second.notifications],
  amount:
    first.amount === null && second.amount === null
      ? null
      : (first.amount ?? 0) + (second.amount ?? 0),
})

/** Many toasts as one that sums them up. */
export const digestOf = (toasts: readonly [Toast, ...Toast[]]): Toast => {
  const [first, ...rest] = toasts
  return rest.reduce((sum, toast) => join(sum, toast, 'digest'), { ...first, kind: 'digest' })
}

/** The one that a toast leads to, and whose words it shows. */
export const newest = ({ notifications }: Toast): Celebrated =>
  notifications[notifications.length - 1] as Celebrated

/** A number of a notification's data; `null` where there is none. */
export function numberIn({ data }: Pick<Content, 'data'>, name: string): number | null {
  const value = data?.[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** A text of a notification's data; `null` where there is none. */
export function textIn({ data }: Pick<Content, 'data'>, name: string): string | null {
  const value = data?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}
