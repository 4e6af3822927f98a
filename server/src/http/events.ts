import { ingest } from '../domain/ingest.js'
import { readEvents } from './cloud-events.js'
import type { Handler, Services } from './context.js'
import { createRateLimiter } from './rate-limit.js'

/** Handles `POST /v1/events`: domain events of a platform's back end, as CloudEvents. */
export function postEvents(services: Services): Handler {
  const { authentication, database, clock, config, publish } = services
  const perSecond = config.eventsPerSecond
  const limiter = createRateLimiter({ perSecond, burst: perSecond * BURST })
  return async (context) => {
    const { platform } = await authentication.platform(context, 'events')
    const events = await readEvents(context)
    limiter.take(platform, events.length)
    const { effects, change } = await ingest(database, platform, events, clock.now())
    // Streams are notified after the commit. The sweep finds changes whose notification was lost.
    publish(change)
    return context.json({ effects }, 202)
  }
}

/** The size of a burst, as a multiple of the rate per second. */
const BURST = 4
