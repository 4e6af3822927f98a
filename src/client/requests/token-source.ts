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
  setGetToken(getToken: GetToken): void
  /** Calls `getToken` through a guard from now on. The result of a call in progress is ignored. */
  setGuard(guard: TokenGuard): void
}

/** Calls `getToken`, or throws if it is too early for another call. */
export type TokenGuard = (getToken: GetToken) => ReturnType<GetToken>

/**
 * Creates a token source. Without `getToken` requests carry no token, and the server reads its
 * cookie. The first request then waits until the scripts of the document have run, because one of
 * them may call `setGetToken`.
 */
export function createTokenSource(firstGetToken?: GetToken): TokenSource {
  /** The host's function; `undefined` until the host sets one. */
  let getToken = firstGetToken
  /** Calls a `getToken`. The guard replaces it. */
  let callGuarded: TokenGuard = (call) => call()
  /** The current request for a token, pending or resolved; `undefined` if the next call starts one. */
  let requested: Promise<string | null> | undefined
  /**
   * The result of the last request that succeeded and was not replaced: a token, or `null` to use the
   * cookie. `undefined` means that there is no such result yet, or that the server refused it.
   */
  let lastToken: string | null | undefined
  /**
   * The refused token of a removed member, used again while `getToken` fails; `null` if the cookie
   * was refused, `undefined` if no member was removed.
   */
  let removedToken: string | null | undefined
  /** Ends the wait for a late `getToken`. Does nothing if no request waits. */
  let stopWaiting = (): void => undefined

  /**
   * Calls `getToken`. Without one, it waits for a script of the page that may call `setGetToken`; if
   * none does, the cookie is used. It is async, so that a `getToken` that throws rejects.
   */
  async function callGetToken(): Promise<string | null> {
    if (!getToken)
      await new Promise<void>((resolve) => {
        stopWaiting = resolve
        afterScripts(resolve)
      })
    return getToken ? callGuarded(getToken) : null
  }

  /** Requests a token. The result of a request that was replaced meanwhile changes nothing. */
  const requestToken = (): Promise<string | null> => {
    const request = callGetToken().then(
      (returned) => {
        if (requested === request) lastToken = returned
        return returned
      },
      (error: unknown) => {
        // A failed call is no answer, so the next request calls `getToken` again.
        if (requested === request) requested = undefined
        if (removedToken === undefined) throw error
        return removedToken
      },
    )
    return request
  }

  return {
    token: () => (requested ??= requestToken()),
    reject(refused, code) {
      // A second refusal of the same token must not discard the call for the next token.
      if (refused !== lastToken) return
      removedToken = code === 'removed' ? refused : undefined
      requested = lastToken = undefined
    },
    setGetToken(next) {
      if (next === getToken) return
      removedToken = undefined
      // A request that still waits for a `getToken` will call this one. The result of any other
      // request is out of date.
      const awaitsGetToken = !getToken && lastToken === undefined
      if (!awaitsGetToken) requested = undefined
      getToken = next
      stopWaiting()
    },
    setGuard(guard) {
      callGuarded = guard
      // The request in progress may have bypassed the guard.
      if (lastToken === undefined) requested = undefined
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
