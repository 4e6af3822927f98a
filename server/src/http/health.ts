import { platformExists } from '../storage/platforms.js'
import type { AppContext, Services } from './context.js'
import { Problem } from './problems.js'

/** Handles `GET /healthz`: whether the process runs. */
export const getHealth = (context: AppContext): Response => context.json({ status: 'ok' })

/** Handles `GET /readyz`: whether the server can serve requests. */
export const getReadiness =
  ({ database, isDraining }: Services) =>
  async (context: AppContext): Promise<Response> => {
    if (isDraining()) throw new Problem('unavailable', { detail: 'the server is going down' })
    // This query runs in the role of a platform, like every request. No platform has an empty name.
    await database.transaction('', (transaction) => platformExists(transaction, ''))
    return context.json({ status: 'ready' })
  }
