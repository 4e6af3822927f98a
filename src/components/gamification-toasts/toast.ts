import type { ToastStyle } from '../../protocol/celebrations.js'
import type { Content } from '../../protocol/notification.js'
import { toastStyleOf } from '../../internal/toast-style.js'

/** A celebration: a notification of the inbox, or a moment of the page itself. */
export interface Celebrated extends Content {
  readonly id: string
  /** When the notification was created, in ISO 8601, UTC. */
  readonly createdAt: string
}

/** A moment that the page celebrates itself. Fields that are left out have defaults. */
export type Moment = Pick<Content, 'type' | 'title'> & Partial<Content>

/** The kind of a toast. A `digest` sums up several celebrations that there was no room for. */
export type ToastKind = ToastStyle | 'digest'

/** A toast that is shown or waits to be shown. It celebrates one notification or several. */
export interface Toast {
  /** The id of the toast. It stays the same when further notifications join the toast. */
  readonly id: string
  readonly kind: ToastKind
  /** The celebrations of the toast, oldest first. */
  readonly notifications: readonly Celebrated[]
  /** The sum of the points of all its notifications; `null` if none has an amount. */
  readonly amount: number | null
}

/**
 * Makes the toast of one notification. A type without a toast style gets the kind `achievement`.
 */
export const toastOf = (notification: Celebrated): Toast =>
  make(notification.id, toastStyleOf(notification) ?? 'achievement', [notification])

/**
 * Merges toasts into one with the id of the first. A renewed notification counts once, in its
 * newest state.
 */
export function join(toasts: readonly [Toast, ...Toast[]], kind = toasts[0].kind): Toast {
  const all = new Map<string, Celebrated>()
  for (const one of toasts.flatMap(({ notifications }) => notifications)) {
    all.delete(one.id)
    all.set(one.id, one)
  }
  return make(toasts[0].id, kind, [...all.values()])
}

/** Returns a toast without some of its celebrations; `null` if none is left. */
export function without(toast: Toast, isOut: (one: Celebrated) => boolean): Toast | null {
  const rest = toast.notifications.filter((one) => !isOut(one))
  if (rest.length === toast.notifications.length) return toast
  return rest.length > 0 ? make(toast.id, toast.kind, rest) : null
}

function make(id: string, kind: ToastKind, notifications: readonly Celebrated[]): Toast {
  const amounts = notifications.flatMap((one) =>
    toastStyleOf(one) === 'points' ? (numberIn(one, 'amount') ?? []) : [],
  )
  const amount = amounts.length > 0 ? amounts.reduce((sum, one) => sum + one) : null
  return { id, kind, notifications, amount }
}

/** Returns the newest notification of a toast, whose link and texts the toast shows. */
export const newest = ({ notifications }: Toast): Celebrated =>
  notifications[notifications.length - 1] as Celebrated

/** Returns a number from a notification's data; `null` if the data has no such number. */
export function numberIn({ data }: Pick<Content, 'data'>, name: string): number | null {
  const value = data?.[name]
  return Number.isFinite(value) ? (value as number) : null
}
