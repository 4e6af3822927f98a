import type { TransportErrorCode } from '../../transports/transport.js'

/** Gives the token that says who the member is; `null` leaves it to the cookie that the server reads. */
export type GetToken = () => string | null | Promise<string | null>

/** The member's token, asked for once and kept until the server refuses it. */
export interface TokenSource {
  /** The token in use. Callers at the same time share one call of `getToken`. */
  token(): Promise<string | null>
  /**
   * Forgets a token that the server refused, unless it was replaced meanwhile.
   *
   * @param code Why. The token of a member who was `removed` is used again while `getToken` fails: the
   *   host may have no other to give.
   */
  reject(token: string | null, code?: TransportErrorCode): void
  /** Calls another `getToken` from now on. */
  use(getToken: GetToken): void
  /** Calls `getToken` by way of a guard from now on. A call that was not answered yet is given up. */
  guard(guard: TokenGuard): void
}

/** Calls `getToken`, or does not yet. */
export type TokenGuard = (getToken: GetToken) => ReturnType<GetToken>

/**
 * Makes a session. Without `getToken` requests carry no token, and the server reads its cookie; the
 * first request waits until the scripts of the document have run, as one of them may call `use`.
 */
export function createTokenSource(getToken?: GetToken): TokenSource {
  let ask = getToken
  let call: TokenGuard = (getToken) => getToken()
  let asked: Promise<string | null> | undefined
  let held: string | null | undefined
  let spare: string | null | undefined
  let endWait = (): void => undefined

  /** A script of the page may be about to give a `getToken`; without one, the page's cookie counts. */
  const lateToken = (): Promise<string | null> =>
    new Promise<void>((resolve) => afterScripts((endWait = resolve))).then(() =>
      ask ? call(ask) : null,
    )

  return {
    token() {
      asked ??= (async () => (ask ? call(ask) : lateToken()))().then(
        (token) => (held = token),
        (error: unknown) => {
          // A failed call is not an answer: the next request asks again.
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
      // A second refusal of the same token must not discard the call for the next one.
      asked = held = undefined
    },
    use(next) {
      if (next === ask) return
      spare = undefined
      // A call that still waits for a `getToken` asks this one.
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

/** Calls once the scripts that stand in the document have run. Where there is no page: at once. */
function afterScripts(run: () => void): void {
  const state = globalThis.document?.readyState
  if (state === 'loading' || state === 'interactive') {
    addEventListener('DOMContentLoaded', run)
    // A session that begins between the two hears only the second.
    addEventListener('load', run)
  } else if (state) setTimeout(run)
  else run()
}
