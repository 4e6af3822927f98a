import { type Content, isKnownType, limits } from 'belfry/protocol'
import { link } from 'belfry/protocol/schemas'
import * as v from 'valibot'
import type { Database } from '../storage/database.js'
import { readRecipients, readRemoved, saveMembers } from '../storage/directory.js'
import { claimIdempotencyKey, saveIdempotentEffects } from '../storage/idempotency.js'
import { lockPlatform } from '../storage/platforms.js'
import { audience } from './audiences.js'
import type { Change } from './change.js'
import { deliver, type DeliveryContext, type Draft } from './deliver.js'
import type { Effect } from '../storage/effects.js'
import {
  filled,
  id,
  mapOf,
  memberIds,
  message,
  moment,
  optional,
  title,
  withoutNulls,
} from './fields.js'
import { missingFor } from './render.js'
import { readSettings } from './settings.js'

const ACTIONS_ALLOWED = 3

/** The schema of the body of `POST /v1/notifications`. */
export const notificationRequest = v.pipe(
  v.strictObject(
    {
      type: id,
      members: optional(memberIds),
      audience: optional(audience),
      title: optional(title),
      message: optional(message),
      icon: optional(id),
      imageUrl: optional(link),
      actionUrl: optional(link),
      secondaryActions: optional(
        v.pipe(
          v.array(v.strictObject({ id, label: title, url: link }), 'must be an array'),
          v.maxLength(ACTIONS_ALLOWED, `must hold at most ${ACTIONS_ALLOWED} actions`),
        ),
      ),
      data: optional(mapOf(v.string(), v.unknown())),
      priority: optional(v.picklist(['normal', 'critical'], 'must be normal or critical')),
      expiresAt: optional(moment),
      dedupeKey: optional(filled(limits.titleLength)),
    },
    'is not a field of a notification',
  ),
  v.transform(withoutNulls),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const input = dataset.value
    const fault = (key: string, text: string): void => {
      const path = { type: 'object', origin: 'value', input, key, value: '' } as const
      addIssue({ message: text, path: [path] })
    }
    if ((input.members === undefined) === (input.audience === undefined))
      fault(
        'members',
        input.members === undefined
          ? 'must be there, or audience'
          : 'must not be there beside audience',
      )
    for (const field of missingFields(input)) fault(field, 'is missing')
    if (Buffer.byteLength(JSON.stringify({ ...input, members: [] })) > limits.contentSizeBytes)
      fault('data', `the notification must have at most ${limits.contentSizeBytes} bytes`)
  }),
)

/** The body of `POST /v1/notifications`. */
export type NotificationRequest = v.InferOutput<typeof notificationRequest>

/**
 * Returns the text fields that the request lacks. The types of the catalogue have default texts if
 * the data contains their values.
 */
function missingFields(request: {
  readonly type: string
  readonly title?: string
  readonly message?: string
  readonly data?: Readonly<Record<string, unknown>>
}): string[] {
  const said = (['title', 'message'] as const).filter((field) => request[field] === undefined)
  if (said.length === 0) return []
  const missing = missingFor(request.type, request.data ?? {})
  if (!isKnownType(request.type) || missing === null) return said
  return missing.length > 0 ? said : []
}

/** The idempotency key of a request, which makes repetitions of the request harmless. */
export interface IdempotencyKey {
  readonly key: string
  /** The SHA-256 of the request's content. */
  readonly fingerprint: string
}

/** The result of a notification request. */
export type Posted =
  | { readonly effects: readonly Effect[]; readonly replayed: boolean; readonly change: Change }
  /** The key was used for a different request. */
  | 'key-reused'

/** Sends a notification. Its effects are committed when the promise resolves. */
export function postNotification(
  database: Database,
  platform: string,
  request: NotificationRequest,
  { idempotency, nowMs }: { readonly idempotency: IdempotencyKey | null; readonly nowMs: number },
): Promise<Posted> {
  return database.transaction(platform, async (transaction) => {
    const at = new Date(nowMs).toISOString()
    const before =
      idempotency && (await claimIdempotencyKey(transaction, platform, { ...idempotency, at }))
    if (before) {
      if (before.fingerprint !== idempotency.fingerprint) return 'key-reused'
      return { effects: before.effects, replayed: true, change: { platform, members: [] } }
    }
    const settings = await readSettings(transaction, platform)
    const drafts = draftsOf(request)
    const delivery = { transaction, platform, settings, nowMs }
    const registered = await prepareDirectory(delivery, request)
    const { effects, members, expiresAt } = await deliver(delivery, drafts)
    const all = [...registered, ...effects.values()]
    if (idempotency) await saveIdempotentEffects(transaction, platform, idempotency.key, all)
    return { effects: all, replayed: false, change: { platform, members, expiresAt } }
  })
}

/** Takes the locks in their order, and registers members that the directory does not know. */
async function prepareDirectory(
  { transaction, platform }: DeliveryContext,
  { members = [], audience: reached }: NotificationRequest,
): Promise<Effect[]> {
  const known = await readRecipients(transaction, platform, members)
  const unknown = [...new Set(members)].filter((member) => !known.has(member))
  if (reached !== undefined || unknown.length > 0) await lockPlatform(transaction, platform)
  const removed = await readRemoved(transaction, platform, unknown)
  const fresh = unknown.filter((member) => !removed.has(member))
  if (fresh.length === 0) return []
  await saveMembers(
    transaction,
    platform,
    fresh.map((member) => ({ member })),
  )
  return fresh.map((member) => ({ kind: 'directory', member, change: 'registered' }))
}

function draftsOf(request: NotificationRequest): Draft[] {
  const { type, members = [], audience: reached, data = {}, dedupeKey, ...overrides } = request
  const draft = { type, data, dedupeKey, overrides: overrides as Partial<Content> }
  if (reached !== undefined) return [{ ...draft, to: { audience: reached } }]
  return [...new Set(members)].map((member) => ({ ...draft, to: { member } }))
}
