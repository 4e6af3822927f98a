import { TransportError } from '../../transports/transport.js'
import type { GetToken, TokenSource } from './token-source.js'

/** The longest wait for an answer of `getToken`, in milliseconds. */
const ANSWER_MS = 10_000
/** A call of `getToken` after a longer pause than this begins a new series, in milliseconds. */
const CALM_MS = 90_000
/** The longest pause between two calls while the series is young, in milliseconds. */
const YOUNG_CAP_MS = 3_000
/** The longest pause between two calls after that, in milliseconds. */
const OLD_CAP_MS = 15_000

/**
 * Limits how often `getToken` is called. The token source keeps its token, so a call soon after
 * another one means that the token was refused, or that there was none. After the second call of a
 * series the pauses between calls double, up to `YOUNG_CAP_MS` in the first `2 * CALM_MS` and up to
 * `OLD_CAP_MS` after that. A call that comes too early throws the last error again.
 *
 * @returns a function that allows the next call at once
 */
export function guardToken(tokens: TokenSource): () => void {
  /** The number of calls in this series. */
  let calls = 0
  /** When the last call was made. */
  let calledAt = -Infinity
  /** When this series began. */
  let beganAt = 0
  /** The error of the last call; `undefined` if it returned a token or is still pending. */
  let lastError: TransportError | undefined

  const capMs = (now: number): number => (now - beganAt < 2 * CALM_MS ? YOUNG_CAP_MS : OLD_CAP_MS)
  const pauseMs = (now: number): number => (calls < 2 ? 0 : Math.min(capMs(now), 500 * 2 ** calls))

  tokens.setGuard(async (getToken) => {
    const now = performance.now()
    if (now - calledAt < pauseMs(now)) throw lastError ?? new TransportError('unauthorized')
    if (now - calledAt > CALM_MS) {
      calls = 0
      beganAt = now
    }
    calls += 1
    calledAt = now
    lastError = undefined
    try {
      return await callWithTimeout(getToken)
    } catch (cause) {
      lastError = asTransportError(cause)
      throw lastError
    }
  })
  return () => (calls = 0)
}

/**
 * Returns the result of the first request, or the reason why the request was not sent: `getToken`
 * returned no token.
 */
export const orNoToken = (first: Promise<unknown>, tokens: TokenSource): Promise<unknown> =>
  Promise.race([tokens.token(), timeout()]).then(() => first, asTransportError)

/** Calls `getToken`, and checks the type of its result. */
async function callWithTimeout(getToken: GetToken): Promise<string | null> {
  const token: unknown = await Promise.race([getToken(), timeout()])
  if (token === null || typeof token === 'string') return token
  throw new TransportError('token', { detail: `it returned ${typeof token}` })
}

const asTransportError = (cause: unknown): TransportError =>
  cause instanceof TransportError
    ? cause
    : new TransportError('token', { cause, detail: String(cause) })

const noAnswer = (): TransportError => new TransportError('token', { detail: 'it did not settle' })

/** Rejects after `ANSWER_MS`. */
const timeout = (): Promise<never> =>
  new Promise((_, reject) => {
    AbortSignal.timeout(ANSWER_MS).addEventListener('abort', () => reject(noAnswer()))
  })
