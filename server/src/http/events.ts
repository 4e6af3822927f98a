import { ingest } from '../domain/ingest.js'
import { readEvents } from './cloud-events.js'
import type { AppContext, Services } from './context.js'

/** `POST /v1/events`: domain events of a platform's back end, as CloudEvents. */
export const postEvents =
  ({ authentication, database, pump }: Services) =>
  async (context: AppContext): Promise<Response> => {
    const { platform } = await authentication.platform(context, 'events')
    const { effects, change } = await ingest(database, platform, await readEvents(context))
    // Only now, when everything is on disk. Who misses the hint is found by the sweep.
    pump.hint(change)
    return context.json({ effects }, 202)
  }
