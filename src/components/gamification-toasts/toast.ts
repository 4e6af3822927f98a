import type { ToastStyle } from '../../protocol/catalogue.js'
import type { Content } from '../../protocol/notification.js'
import { toastStyleOf } from './toast-style.js'

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

/** The toast of one notification; of a type that has none of its own, a host's own achievement. */
export const toastOf = (notification: Celebrated): Toast =>
  make(notification.id, toastStyleOf(notification) ?? 'achievement', [notification])

/** Toasts as one, in the place of the first. What was renewed counts once, as it is now. */
export function join(toasts: readonly [Toast, ...Toast[]], kind = toasts[0].kind): Toast {
  const all = new Map<string, Celebrated>()
  for (const one of toasts.flatMap(({ notifications }) => notifications)) {
    all.delete(one.id)
    all.set(one.id, one)
  }
  return make(toasts[0].id, kind, [...all.values()])
}

/** A toast without some of its celebrations; `null` where none is left. */
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

/** The one that a toast leads to, and whose words it shows. */
export const newest = ({ notifications }: Toast): Celebrated =>
  notifications[notifications.length - 1] as Celebrated

/** A number of a notification's data; `null` where there is none. */
export function numberIn({ data }: Pick<Content, 'data'>, name: string): number | null {
  const value = data?.[name]
  return Number.isFinite(value) ? (value as number) : null
}
