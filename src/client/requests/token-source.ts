import type { TransportErrorCode } from '../../transports/transport.js'

/**
 * Returns the token that identifies the member. `null` sends no token; the server then reads its
 * cookie.
 */
export type GetToken = () => string | null | Promise<string | null>

/** The member's token. It is requested once and kept until the server refuses it. */
export interface TokenSource {
  /**
   * Returns the current token. Concurrent callers share one call of `getToken`.
   *
   * @throws the error of `getToken`, or of the guard
   */
  token(): Promise<string | null>
  /**
   * Discards a token that the server refused, unless it was replaced meanwhile.
   *
   * @param code The reason. The token of a member who was `removed` is used again while `getToken`
   *   fails, because the host may have no other token to return.
   */
  reject(token: string | null, code?: TransportErrorCode): void
  /** Replaces `getToken`. */
  use(getToken: GetToken): void
  /** Calls `getToken` through a guard from now on. The result of a call in progress is ignored. */
  guard(guard: TokenGuard): void
}

/** Calls `getToken`, or throws if it is too early for another call. */
export type TokenGuard = (getToken: GetToken) => ReturnType<GetToken>

/**
 * Creates a token source. Without `getToken` requests carry no token, and the server reads its
 * cookie. The first request then waits until the scripts of the document have run, because one of
 * them may call `use`.
 */
export function createTokenSource(firstGetToken?: GetToken): TokenSource {
  let getToken = firstGetToken
  let callGuarded: TokenGuard = (call) => call()
  /** The token, requested or returned; `undefined` if the next request has to ask for one. */
  let answer: Promise<string | null> | undefined
  /** The token of `answer`; `undefined` while it is requested, `null` for the cookie. */
  let token: string | null | undefined
  /** The refused token of a removed member, used again while `getToken` fails. */
  let removedToken: string | null | undefined
  let stopWaiting = (): void => undefined

  /** Waits for a script of the page that may call `use`. If none does, the cookie is used. */
  const lateToken = (): Promise<string | null> =>
    new Promise<void>((resolve) => afterScripts((stopWaiting = resolve))).then(() =>
      getToken ? callGuarded(getToken) : null,
    )

  /** Requests a token. The result of a request that was replaced meanwhile changes nothing. */
  const request = (): Promise<string | null> => {
    const requested = (async () => (getToken ? callGuarded(getToken) : lateToken()))().then(
      (returned) => {
        if (answer === requested) token = returned
        return returned
      },
      (error: unknown) => {
        // A failed call is no answer, so the next request calls `getToken` again.
        if (answer === requested) answer = undefined
        if (removedToken === undefined) throw error
        return removedToken
      },
    )
    return requested
  }

  return {
    token: () => (answer ??= request()),
    reject(refused, code) {
      // A second refusal of the same token must not discard the call for the next token.
      if (refused !== token) return
      removedToken = code === 'removed' ? refused : undefined
      answer = token = undefined
    },
    use(next) {
      if (next === getToken) return
      removedToken = undefined
      // A request that waits for a late `getToken` uses this one. Another answer is out of date.
      const isWaiting = !getToken && token === undefined
      if (!isWaiting) answer = undefined
      getToken = next
      stopWaiting()
    },
    guard(guard) {
      callGuarded = guard
      if (token === undefined) answer = undefined
    },
  }
}

/** Calls `run` once the scripts in the document have run; at once if there is no page. */
function afterScripts(run: () => void): void {
  const state = globalThis.document?.readyState
  if (state === 'loading' || state === 'interactive') {
    addEventListener('DOMContentLoaded', run)
    // If the source is created between the two events, only `load` is still to come.
    addEventListener('load', run)
  } else if (state) setTimeout(run)
  else run()
}
