import { isSnapshot, type Snapshot } from '../../protocol/index.js'
import type { RequestOptions } from './requests.js'

/** How long the answer may take, in milliseconds. */
const ANSWER_MS = 15_000

/**
 * Asks for the newest notifications and the counts, for the first paint. It judges no failure, so that
 * the first paint does not wait for the code that does: see `first-failure.ts`.
 *
 * @param limit How many notifications.
 * @returns The state; or the answer that was none, its body unread unless it was a success.
 * @throws TypeError or DOMException where no answer came, SyntaxError where it is no JSON.
 */
export async function askFirstState(
  { endpoint, tokens, fetch }: RequestOptions,
  limit: number,
  signal: AbortSignal,
): Promise<Snapshot | Response> {
  const token = await tokens.token()
  const response = await fetch(new URL(`v1/inbox?limit=${limit}`, endpoint), {
    cache: 'no-store',
    signal: AbortSignal.any([AbortSignal.timeout(ANSWER_MS), signal]),
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      accept: 'application/json',
    },
  })
  const state: unknown = response.ok && (await response.json())
  return isSnapshot(state) ? state : response
}
