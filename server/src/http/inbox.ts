import { type CommandResponse, limits } from 'belfry/protocol'
import { commandRequest } from 'belfry/protocol/schemas'
import * as v from 'valibot'
import { applyCommands } from '../domain/commands.js'
import { SNAPSHOT_ROWS, type Update } from '../domain/frames.js'
import { id } from '../domain/fields.js'
import type { AppContext, Handler, Services } from './context.js'
import { Problem } from './problems.js'
import { createRateLimiter } from './rate-limit.js'
import { parseQuery, readBody } from './validation.js'

const limit = v.optional(
  v.pipe(
    v.string(),
    v.digits('must be a whole number'),
    v.transform(Number),
    v.minValue(1, 'must be at least 1'),
    v.maxValue(limits.pageSize, `must be at most ${limits.pageSize}`),
  ),
  String(SNAPSHOT_ROWS),
)
/** The schema of the query of `GET /v1/inbox`. */
export const snapshotQuery = v.object({ limit })
/** The schema of the query of `GET /v1/inbox/page`. */
export const pageQuery = v.object({
  limit,
  filter: v.optional(v.picklist(['all', 'unread'], 'must be all or unread'), 'all'),
  category: v.optional(id),
  q: v.optional(v.pipe(v.string(), v.maxLength(limits.titleLength, 'is too long'))),
  after: v.optional(v.string()),
})

/** Handles `GET /v1/inbox`: a snapshot. */
export const getInbox =
  ({ authentication, frames }: Services) =>
  async (context: AppContext): Promise<Response> => {
    const key = await authentication.member(context)
    return context.json(await frames.snapshot(key, parseQuery(snapshotQuery, context).limit))
  }

/** Handles `GET /v1/inbox/page`: a page of older rows. */
export const getPage =
  ({ authentication, frames, cursors }: Services) =>
  async (context: AppContext): Promise<Response> => {
    const key = await authentication.member(context)
    const query = parseQuery(pageQuery, context)
    const after = query.after === undefined ? undefined : cursors.readPageToken(key, query.after)
    if (after === null)
      throw new Problem('invalid', {
        errors: [{ pointer: 'after', message: 'is not a page of this inbox' }],
      })
    const page = await frames.page(key, {
      limit: query.limit,
      after,
      unreadOnly: query.filter === 'unread',
      category: query.category,
      text: query.q || undefined,
    })
    return context.json(page)
  }

/**
 * Handles `POST /v1/inbox/commands`: applies the member's commands, and responds with their results
 * and a frame from the client's cursor.
 */
export function postCommands(services: Services): Handler {
  const { authentication, frames, cursors, database, clock, publish, config } = services
  const perSecond = config.commandsPerSecond
  const limiter = createRateLimiter({ perSecond, burst: perSecond * BURST })
  return async (context) => {
    const { platform, member } = await authentication.member(context)
    const { base, commands } = await readBody(commandRequest, context)
    const key = { platform, member }
    limiter.take(JSON.stringify(key), commands.length)
    const readCursor = (cursor: string) => cursors.read(key, cursor)
    const batch = { base, commands, readCursor, nowMs: clock.now() }
    const applied = await applyCommands(database, key, batch)
    if (applied.changed) publish({ platform, members: [member] })
    const frame = await frames.resume(key, readCursor(base) ?? 'unreadable')
    return context.json(answerOf(applied.results, frame))
  }
}

/** The size of a burst, as a multiple of the rate per second. */
const BURST = 3

/**
 * Builds the response. Its delta lists all commands that are settled, including those that
 * changed nothing.
 */
function answerOf(results: CommandResponse['results'], frame: Update): CommandResponse {
  if (frame.type === 'snapshot') return { results, frame }
  const settled = results.filter(({ code }) => code === undefined).map(({ id }) => id)
  return { results, frame: { ...frame, commands: [...new Set([...frame.commands, ...settled])] } }
}
