import { type CommandResponse, limits } from 'belfry/protocol'
import { commandRequest } from 'belfry/protocol/schemas'
import * as v from 'valibot'
import { applyCommands, isSupported, type SupportedCommand } from '../domain/commands.js'
import { SNAPSHOT_ROWS, type Update } from '../domain/frames.js'
import { id } from '../domain/fields.js'
import type { AppContext, Handler, Services } from './context.js'
import { mediaTypeOf, readJson } from './json.js'
import { Problem } from './problems.js'
import { createRateLimiter } from './rate-limit.js'
import { parseBody, parseQuery } from './validation.js'

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
const snapshotQuery = v.object({ limit })
const pageQuery = v.object({
  limit,
  filter: v.optional(v.picklist(['all', 'unread'], 'must be all or unread'), 'all'),
  category: v.optional(id),
  q: v.optional(v.pipe(v.string(), v.maxLength(limits.titleLength, 'is too long'))),
  after: v.optional(v.string()),
})

/** `GET /v1/inbox`: a snapshot. */
export const getInbox =
  ({ authentication, frames }: Services) =>
  async (context: AppContext): Promise<Response> => {
    const key = await authentication.member(context)
    return context.json(await frames.snapshot(key, parseQuery(snapshotQuery, context).limit))
  }

/** `GET /v1/inbox/page`: older rows. */
export const getPage =
  ({ authentication, frames, cursors }: Services) =>
  async (context: AppContext): Promise<Response> => {
    const key = await authentication.member(context)
    const query = parseQuery(pageQuery, context)
    const after = query.after === undefined ? undefined : cursors.readPlace(key, query.after)
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

/** `POST /v1/inbox/commands`: what the member did, answered with what they see now. */
export function postCommands(services: Services): Handler {
  const { authentication, frames, cursors, database, pump, config } = services
  const perSecond = config.commandsPerSecond
  const limiter = createRateLimiter({ perSecond, burst: perSecond * BURST })
  return async (context) => {
    const { platform, member } = await authentication.member(context)
    if (mediaTypeOf(context) !== 'application/json')
      throw new Problem('unsupported-media-type', { detail: 'send application/json' })
    const { base, commands } = parseBody(commandRequest, await readJson(context))
    const key = { platform, member }
    const asked = supported(commands)
    limiter.take(JSON.stringify(key), asked.length)
    const readCursor = (cursor: string) => cursors.read(key, cursor)
    const applied = await applyCommands(database, key, { base, commands: asked, readCursor })
    if (applied.changed) pump.hint({ platform, members: [member] })
    const frame = await frames.resume(key, readCursor(base) ?? 'unreadable')
    return context.json(answerOf(applied.results, frame))
  }
}

/** What may come at once, in seconds' worth. */
const BURST = 3

/** The answer's frame names the commands that it settles, also those that changed nothing. */
function answerOf(results: CommandResponse['results'], frame: Update): CommandResponse {
  if (frame.type === 'snapshot') return { results, frame }
  const settled = results.filter(({ code }) => code === undefined).map(({ id }) => id)
  return { results, frame: { ...frame, commands: [...new Set([...frame.commands, ...settled])] } }
}

function supported(
  commands: v.InferOutput<typeof commandRequest>['commands'],
): readonly SupportedCommand[] {
  const errors = commands.flatMap((command, index) =>
    isSupported(command)
      ? []
      : [{ pointer: `/commands/${index}/type`, message: 'is not supported yet' }],
  )
  if (errors.length > 0) throw new Problem('unsupported', { errors })
  return commands.filter(isSupported)
}
