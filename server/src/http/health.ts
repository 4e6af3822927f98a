import { platformExists } from '../storage/platforms.js'
import type { AppContext, Services } from './context.js'
import { Problem } from './problems.js'

/** `GET /healthz`: the process runs. */
export const getHealth = (context: AppContext): Response => context.json({ status: 'ok' })

/** `GET /readyz`: it can do its work. */
export const getReadiness =
  ({ database, isDraining }: Services) =>
  async (context: AppContext): Promise<Response> => {
    if (isDraining()) throw new Problem('unavailable', { detail: 'the server is going down' })
    // In the role of a platform, like every request; no platform has an empty name.
    await database.transaction('', (transaction) => platformExists(transaction, ''))
    return context.json({ status: 'ready' })
  }
