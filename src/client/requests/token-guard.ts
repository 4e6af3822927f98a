import { TransportError } from '../../transports/transport.js'
import type { GetToken, TokenSource } from './token-source.js'

/** The longest wait for an answer of `getToken`, in milliseconds. */
const ANSWER_MS = 10_000
/** Two calls of `getToken` with a longer time between them are unrelated, in milliseconds. */
const CALM_MS = 90_000

/**
 * Limits how often `getToken` is called. The token source keeps its token, so a call soon after
 * another one means that the token was refused, or that there was none. After the second call, each
 * further call waits for a time that doubles, up to 3 s in the first `2 * CALM_MS` and up to 15 s
 * after that. Until then the last error is thrown again.
 *
 * @returns a function that allows the next call at once
 */
export function guardToken(tokens: TokenSource): () => void {
  let calls = 0
  let calledAt = -Infinity
  let since = 0
  let trouble: TransportError | undefined

  const pauseMs = (now: number): number =>
    calls < 2 ? 0 : Math.min(now - since < 2 * CALM_MS ? 3_000 : 15_000, 500 * 2 ** calls)

  tokens.guard(async (getToken) => {
    const now = performance.now()
    if (now - calledAt < pauseMs(now)) throw trouble ?? new TransportError('unauthorized')
    if (now - calledAt > CALM_MS) {
      calls = 0
      since = now
    }
    calls += 1
    calledAt = now
    trouble = undefined
    try {
      return await tokenFrom(getToken)
    } catch (cause) {
      trouble = asTrouble(cause)
      throw trouble
    }
  })
  return () => (calls = 0)
}

/**
 * Returns the result of the first request, or the reason why the request was not sent: `getToken`
 * returned no token.
 */
export const orNoToken = (first: Promise<unknown>, tokens: TokenSource): Promise<unknown> =>
  Promise.race([tokens.token(), late()]).then(() => first, asTrouble)

async function tokenFrom(getToken: GetToken): Promise<string | null> {
  const token: unknown = await Promise.race([getToken(), late()])
  if (token === null || typeof token === 'string') return token
  throw new TransportError('token', { detail: `it answered ${typeof token}` })
}

const asTrouble = (cause: unknown): TransportError =>
  cause instanceof TransportError
    ? cause
    : new TransportError('token', { cause, detail: String(cause) })

const noAnswer = (): TransportError => new TransportError('token', { detail: 'it never answered' })

const late = (): Promise<never> =>
  new Promise((_, reject) => {
    AbortSignal.timeout(ANSWER_MS).addEventListener('abort', () => reject(noAnswer()))
  })
