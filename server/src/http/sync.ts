import { type Frame, isSamePosition } from 'belfry/protocol'
import * as v from 'valibot'
import type { Update } from '../domain/frames.js'
import { createPollSink } from '../live/poll-sink.js'
import { addressOf } from './address.js'
import {
  openConnection,
  helloOf,
  POLL_AFTER_MS,
  refuseWhileDraining,
  resume,
  startSending,
} from './open-stream.js'
import type { AppContext, Services } from './context.js'
import type { Identity } from './token.js'
import { parseQuery } from './validation.js'

// A poll comes in two forms. Without `wait`, the response tells at once whether the client lacks
// anything. With `wait`, a client that lacks nothing gets a stream that ends with its first frame:
// the response is held back, its connection is registered in the hub and served by the pump as every
// stream is, and the first state or `bye` frame becomes the response. If the time runs out, the
// response is 304.

/** The longest time for which a response is held back. */
const LONGEST_WAIT_SECONDS = 25
/** The factor by which the poll interval grows while the server is busy. */
const BUSY_FACTOR = 2

/** The schema of the query of `GET /v1/inbox/sync`. */
export const syncQuery = v.object({
  cursor: v.optional(v.string()),
  wait: v.optional(
    v.pipe(
      v.string(),
      v.digits('must be a whole number'),
      v.transform(Number),
      v.maxValue(LONGEST_WAIT_SECONDS, `must be at most ${LONGEST_WAIT_SECONDS}`),
    ),
    '0',
  ),
})

/**
 * Handles `GET /v1/inbox/sync`: polling for the frames of a stream. With `wait`, the response is held
 * back until there is an update or the time is over (long polling).
 */
export const getSync =
  (services: Services) =>
  async (context: AppContext): Promise<Response> => {
    const identity = await services.authentication.member(context)
    const { cursor, wait } = parseQuery(syncQuery, context)
    const poll = { identity, cursor, waitMs: wait * 1000, clientTag: clientTagOf(context) }
    refuseWhileDraining(services)
    services.openLimiter.admitPoll()
    const frames = await (wait > 0
      ? waitForUpdate(context, poll, services)
      : readUpdate(poll, services))
    return answer(context, poll, frames, services)
  }

/** The parameters of a poll. */
interface Poll {
  readonly identity: Identity
  readonly cursor: string | undefined
  readonly waitMs: number
  /** The ETag of the client's state, if the client has one. */
  readonly clientTag: string | undefined
}

/** A proxy that compresses responses makes the ETag a weak one. */
const clientTagOf = (context: AppContext): string | undefined =>
  context.req.header('if-none-match')?.replace(/^W\//, '')

const tagOf = ({ to }: Update): string => `"${to}"`

/** Answers with the current update, or with no frame if the client has it. */
async function readUpdate(poll: Poll, services: Services): Promise<readonly Frame[]> {
  const { platform, member } = poll.identity
  const update = await resume({ platform, member }, poll.cursor, services)
  return isNews(update, poll) ? opening(update, poll, services) : []
}

/**
 * Answers with the current update; if the client has it, opens a stream that ends with its first
 * frame, and answers with that frame.
 */
async function waitForUpdate(
  context: AppContext,
  poll: Poll,
  services: Services,
): Promise<readonly Frame[]> {
  const { incoming, outgoing } = context.env
  const sink = createPollSink(outgoing, poll.waitMs)
  const address = addressOf(incoming, services.config.trustedProxies)
  // It ends with the response, whatever happens below.
  const connection = openConnection(
    { identity: poll.identity, address, sink, sendsEmptyDeltas: false },
    services,
  )
  const update = await resume(connection.key, poll.cursor, services)
  if (isNews(update, poll)) return opening(update, poll, services)
  // The client has this state already, so it is not sent.
  connection.recordState(update)
  startSending(connection, services)
  return sink.frames
}

/** Whether the client lacks an update. A client without an ETag has no state, and gets one at once. */
const isNews = (update: Update, { clientTag }: Poll): boolean =>
  update.type === 'snapshot' ||
  !isSamePosition(update.from, update.position) ||
  tagOf(update) !== clientTag

/** Builds the first frames, as in a stream. A client with an ETag needs no `hello` frame. */
const opening = (update: Update, { clientTag }: Poll, services: Services): readonly Frame[] =>
  clientTag === undefined ? [helloOf(update, services), update] : [update]

function answer(
  context: AppContext,
  { waitMs, clientTag }: Poll,
  frames: readonly Frame[],
  { openLimiter }: Services,
): Response {
  const bye = frames.find((frame) => frame.type === 'bye')
  const state = frames.find((frame) => frame.type === 'snapshot' || frame.type === 'delta')
  const restMs = POLL_AFTER_MS * (openLimiter.isBusy() ? BUSY_FACTOR : 1)
  const pollAfterMs = bye?.retryAfterMs ?? (waitMs > 0 ? 0 : restMs)
  context.header('cache-control', 'private, no-cache')
  context.header('x-poll-after-ms', String(pollAfterMs))
  context.header('etag', state ? tagOf(state) : clientTag)
  return frames.length > 0 ? context.json({ frames, pollAfterMs }) : context.body(null, 304)
}
