import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createSseSink } from '../live/sse-sink.js'
import { addressOf } from './address.js'
import { openConnection, sendFirstFrames } from './open-stream.js'
import type { AppContext, Services } from './context.js'

/** Handles `GET /v1/inbox/stream`: the frames from a cursor on, as server-sent events. */
export const getStream =
  (services: Services) =>
  async (context: AppContext): Promise<Response> => {
    const identity = await services.authentication.member(context)
    const { incoming, outgoing } = context.env
    const sink = createSseSink(outgoing, Object.fromEntries(context.res.headers))
    const address = addressOf(incoming, services.config.trustedProxies)
    const connection = openConnection({ identity, address, sink }, services)
    const cursor = context.req.header('last-event-id') ?? context.req.query('cursor')
    await sendFirstFrames(connection, cursor, services)
    return RESPONSE_ALREADY_SENT
  }
