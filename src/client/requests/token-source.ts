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
export function createTokenSource(getToken?: GetToken): TokenSource {
  let ask = getToken
  let call: TokenGuard = (getToken) => getToken()
  let asked: Promise<string | null> | undefined
  let held: string | null | undefined
  let spare: string | null | undefined
  let endWait = (): void => undefined

  /**
   * Waits for a script of the page that may set `getToken`. If none does, the page's cookie is
   * used.
   */
  const lateToken = (): Promise<string | null> =>
    new Promise<void>((resolve) => afterScripts((endWait = resolve))).then(() =>
      ask ? call(ask) : null,
    )

  return {
    token() {
      asked ??= (async () => (ask ? call(ask) : lateToken()))().then(
        (token) => (held = token),
        (error: unknown) => {
          // A failed call is no answer, so the next request calls `getToken` again.
          asked = undefined
          if (spare === undefined) throw error
          return spare
        },
      )
      return asked
    },
    reject(token, code) {
      if (token !== held) return
      spare = code === 'removed' ? token : undefined
      // A second refusal of the same token must not discard the call for the next token.
      asked = held = undefined
    },
    use(next) {
      if (next === ask) return
      spare = undefined
      // A call that still waits for a `getToken` uses this one.
      if (ask || held === null) asked = undefined
      ask = next
      endWait()
    },
    guard(guard) {
      call = guard
      if (held === undefined) asked = undefined
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
