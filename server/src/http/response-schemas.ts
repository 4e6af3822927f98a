import { categories, celebrationDurations, muteKinds, toastStyles } from 'belfry/protocol'
import { frame } from 'belfry/protocol/schemas'
import * as v from 'valibot'

// The schemas of responses, for /openapi.json and for tests that check real responses. The schemas
// of the frames that pages read are in belfry/protocol/schemas.

const type = v.string()
const member = v.string()
const renotified = v.exactOptional(v.literal(true))

const variants = [
  v.strictObject({ kind: v.literal('notification'), id: v.string(), type, member, renotified }),
  v.strictObject({
    kind: v.literal('broadcast'),
    id: v.string(),
    type,
    audience: v.string(),
    renotified,
  }),
  v.strictObject({
    kind: v.literal('directory'),
    member,
    change: v.picklist(['registered', 'updated', 'removed', 'joined', 'left']),
    audience: v.exactOptional(v.string()),
  }),
  v.strictObject({
    kind: v.literal('email'),
    template: v.string(),
    member: v.exactOptional(member),
    recipients: v.number(),
    email: v.literal('not configured'),
  }),
  v.strictObject({
    kind: v.literal('none'),
    reason: v.string(),
    member: v.exactOptional(member),
  }),
] as const

const reported = { event: v.string(), repeated: v.exactOptional(v.literal(true)) }
const [notification, broadcast, directory, email, none] = variants

/** The schema of the effects of a notification request. */
export const effects = v.strictObject({ effects: v.array(v.variant('kind', [...variants])) })

/** The schema of the effects of events, each with the id of its event. */
export const eventEffects = v.strictObject({
  effects: v.array(
    v.variant('kind', [
      v.strictObject({ ...notification.entries, ...reported }),
      v.strictObject({ ...broadcast.entries, ...reported }),
      v.strictObject({ ...directory.entries, ...reported }),
      v.strictObject({ ...email.entries, ...reported }),
      v.strictObject({ ...none.entries, ...reported }),
    ]),
  ),
})

const channels = v.strictObject({ inApp: v.boolean(), toast: v.boolean(), email: v.boolean() })

/** The schema of a member's preferences. */
export const preferences = v.strictObject({
  categories: v.strictObject(v.entriesFromList(categories, channels)),
  mutes: v.array(
    v.strictObject({
      kind: v.picklist(muteKinds),
      id: v.string(),
      name: v.optional(v.string()),
    }),
  ),
  quietHours: v.nullable(
    v.strictObject({ from: v.string(), to: v.string(), timeZone: v.string() }),
  ),
  celebrations: v.strictObject({
    duration: v.picklist(celebrationDurations),
    confetti: v.boolean(),
    sound: v.boolean(),
  }),
  features: v.strictObject({ email: v.boolean() }),
})

/** The schema of a platform's settings. */
export const settings = v.strictObject({
  gamification: v.boolean(),
  retention: v.strictObject({ readDays: v.number() }),
  links: v.record(v.string(), v.string()),
  types: v.record(
    v.string(),
    v.strictObject({
      category: v.picklist(categories),
      icon: v.exactOptional(v.string()),
      toast: v.exactOptional(v.picklist(toastStyles)),
    }),
  ),
})

/** The schema of the response to a poll. */
export const sync = v.strictObject({ frames: v.array(frame), pollAfterMs: v.number() })

/** The schema of the server's status. */
export const status = v.strictObject({ status: v.picklist(['ok', 'ready', 'starting']) })

/** The schema of a problem response (RFC 9457). */
export const problem = v.strictObject({
  type: v.literal('about:blank'),
  code: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.exactOptional(v.string()),
  errors: v.exactOptional(v.array(v.strictObject({ pointer: v.string(), message: v.string() }))),
  requestId: v.string(),
})
