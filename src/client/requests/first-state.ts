import { isSnapshot, type Snapshot } from '../../protocol/index.js'
import type { RequestOptions } from './requests.js'

/** The longest wait for the answer, in milliseconds. */
const ANSWER_MS = 15_000

/**
 * Requests the newest notifications and the counts, for the first paint. It does not classify
 * failures, so that the first paint need not load that code: see `first-failure.ts`.
 *
 * @param limit The number of notifications.
 * @returns the state, or an answer that is no state. The body of an unsuccessful answer is unread.
 * @throws {TypeError} if there is no answer.
 * @throws {DOMException} if the request is aborted or takes longer than `ANSWER_MS`.
 * @throws {SyntaxError} if the answer is not JSON; WebKit throws a `DOMException` with that name.
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
