import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createEventSink } from '../live/sse.js'
import { addressOf } from './address.js'
import { admit, begin } from './connect.js'
import type { AppContext, Services } from './context.js'

/** `GET /v1/inbox/stream`: everything that happens, from a cursor on, as server-sent events. */
export const getStream =
  (services: Services) =>
  async (context: AppContext): Promise<Response> => {
    const identity = await services.authentication.member(context)
    const { incoming, outgoing } = context.env
    const sink = createEventSink(outgoing, Object.fromEntries(context.res.headers))
    const address = addressOf(incoming, services.config.trustedProxies)
    const connection = admit({ identity, address, sink }, services)
    const cursor = context.req.header('last-event-id') ?? context.req.query('cursor')
    await begin(connection, cursor, services)
    return RESPONSE_ALREADY_SENT
  }
