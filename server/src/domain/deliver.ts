import { describeType, isKnownType } from 'belfry/protocol'
import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '../storage/database.js'
import { readRecipients, type Recipient } from '../storage/directory.js'
import {
  addBroadcasts,
  addNotifications,
  type NewBroadcast,
  type NewNotification,
} from '../storage/notifications.js'
import { topicsOf } from './audiences.js'
import type { Effect } from '../storage/effects.js'
import { matchLocale } from './locales.js'
import { renderContent, renderContents, type Wording } from './render.js'
import type { Settings } from './settings.js'

/** A notification that has not been written yet. */
export interface Draft extends Wording {
  readonly to:
    | { readonly member: string }
    | { readonly audience: string; readonly exclude?: readonly string[] }
  /**
   * A key against duplicates: while a notification with this key is visible, a new one renews it.
   */
  readonly dedupeKey?: string | undefined
}

/** Dependencies of {@link deliver}. */
export interface DeliveryContext {
  readonly transaction: Transaction
  readonly platform: string
  readonly settings: Settings
  /** The current time, in milliseconds since 1970. */
  readonly nowMs: number
}

/** The result of {@link deliver}. */
export interface Delivered {
  /** The effect of each draft, in the order of the drafts. */
  readonly effects: ReadonlyMap<Draft, Effect>
  /** The members whose inbox changed; `'all'` if a broadcast was written. */
  readonly members: readonly string[] | 'all'
  /** The earliest moment at which one of the notifications expires, in ISO 8601. */
  readonly expiresAt: string | undefined
}

/**
 * Returns the category of a type. The host's own types have the category from the settings; an
 * unknown type belongs to `system`.
 */
export const categoryOfType = (type: string, { types }: Settings): string =>
  (isKnownType(type) ? undefined : types[type]?.category) ?? describeType(type).category

/**
 * Writes notifications, each in its recipient's language. A member who muted the topic does not get
 * the notification, even after the mute ends. While gamification is off, no gamification
 * notification is written. If a draft is for an audience, the caller holds the platform's lock.
 */
export async function deliver(
  delivery: DeliveryContext,
  drafts: readonly Draft[],
): Promise<Delivered> {
  const { transaction, platform } = delivery
  const members = drafts.flatMap(({ to }) => ('member' in to ? [to.member] : []))
  const recipients = await readRecipients(transaction, platform, [...new Set(members)])
  const prepared = drafts.map((draft) => [draft, prepare(draft, delivery, recipients)] as const)
  const own = prepared.flatMap(([, one]) => ('notification' in one ? [one.notification] : []))
  const shared = prepared.flatMap(([, one]) => ('broadcast' in one ? [one.broadcast] : []))
  const renewed = new Map([
    ...(await addBroadcasts(transaction, platform, shared)),
    ...(await addNotifications(transaction, platform, own)),
  ])
  const moments = [
    ...own.map(({ content }) => content.expiresAt),
    ...shared.map(({ contents }) => contents.en.expiresAt),
  ]
  return {
    effects: new Map(prepared.map(([draft, one]) => [draft, effectOf(one, renewed)])),
    members: shared.length > 0 ? 'all' : own.map(({ member }) => member),
    expiresAt: moments.filter((moment) => moment !== undefined).sort()[0],
  }
}

type Prepared =
  | { readonly notification: NewNotification }
  | { readonly broadcast: NewBroadcast }
  | { readonly effect: Effect }

function prepare(
  draft: Draft,
  { settings, nowMs }: DeliveryContext,
  recipients: ReadonlyMap<string, Recipient>,
): Prepared {
  const { type, data, to, dedupeKey, overrides } = draft
  const category = categoryOfType(type, settings)
  const common = { id: uuidv7(), category, createdAt: new Date(nowMs).toISOString(), dedupeKey }
  const isOff = category === 'gamification' && !settings.gamification
  const isOver = overrides.expiresAt !== undefined && Date.parse(overrides.expiresAt) <= nowMs
  if ('audience' in to) {
    if (isOff) return { effect: { kind: 'none', reason: 'gamification is off' } }
    if (isOver) return { effect: { kind: 'none', reason: 'expired' } }
    const { audience, exclude = [] } = to
    const topics = topicsOf({ category, type, audience, data })
    const contents = renderContents(draft, settings)
    return { broadcast: { ...common, audience, exclude, topics, contents } }
  }
  const { member } = to
  if (isOff) return { effect: { kind: 'none', reason: 'gamification is off', member } }
  const recipient = recipients.get(member)
  if (!recipient) return { effect: { kind: 'none', reason: 'member removed', member } }
  if (isOver) return { effect: { kind: 'none', reason: 'expired', member } }
  const topics = topicsOf({ category, type, data })
  if (topics.some((topic) => recipient.muted.includes(topic)))
    return { effect: { kind: 'none', reason: 'muted', member } }
  const content = renderContent(draft, matchLocale(recipient.locale), settings)
  return { notification: { ...common, member, content } }
}

function effectOf(prepared: Prepared, renewed: ReadonlyMap<string, string>): Effect {
  if ('effect' in prepared) return prepared.effect
  const { id } = 'notification' in prepared ? prepared.notification : prepared.broadcast
  const known = renewed.get(id)
  const common = { id: known ?? id, ...(known !== undefined && { renotified: true as const }) }
  if ('notification' in prepared) {
    const { member, content } = prepared.notification
    return { kind: 'notification', ...common, type: content.type, member }
  }
  const { audience, contents } = prepared.broadcast
  return { kind: 'broadcast', ...common, type: contents.en.type, audience }
}
