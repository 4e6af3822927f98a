import type { AppContext, Services } from './context.js'
import { Problem } from './problems.js'

/** `GET /healthz`: the process runs. */
export const getHealth = (context: AppContext): Response => context.json({ status: 'ok' })

/** `GET /readyz`: it can do its work. */
export const getReadiness =
  ({ database, isDraining }: Services) =>
  async (context: AppContext): Promise<Response> => {
    if (isDraining()) throw new Problem('unavailable', { detail: 'the server is going down' })
    // As requests do it: in the role of a platform, here of one that cannot exist.
    await database.transaction('', (transaction) => transaction.query('select from platforms'))
    return context.json({ status: 'ready' })
  }
