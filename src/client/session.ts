/** Gives the token that says who the member is; `null` leaves it to the page's cookie. */
export type GetToken = () => string | null | Promise<string | null>

/** The member's token, asked for once and kept until the server refuses it. */
export interface Session {
  /** The token in use. Callers at the same time share one call of `getToken`. */
  token(): Promise<string | null>
  /** Forgets a token that the server refused, unless it was replaced meanwhile. */
  reject(token: string | null): void
  /** Asks someone else from now on. */
  use(getToken: GetToken): void
}

/** Makes a session. Without `getToken` every request relies on the page's cookie. */
export function createSession(getToken?: GetToken): Session {
  let ask = getToken
  let asked: Promise<string | null> | undefined
  let held: string | null | undefined

  return {
    token() {
      asked ??= Promise.resolve(ask?.() ?? null).then(
        (token) => (held = token),
        (error: unknown) => {
          // A failed call is not an answer: the next request asks again.
          asked = undefined
          throw error
        },
      )
      return asked
    },
    reject(token) {
      if (token !== held) return
      // Whoever else it was refused must not stop the call for the next one.
      asked = held = undefined
    },
    use(next) {
      if (next === ask) return
      ask = next
      asked = undefined
    },
  }
}
