/** How requests to the server are made. */
export interface FetchOptions {
  /**
   * Whether cookies and the browser's own log-ins go along to a server of another origin too.
   * @default false
   */
  readonly withCredentials?: boolean | undefined
  /**
   * The request header that carries the token. `x-belfry-token` leaves `Authorization` to a proxy that
   * asks for a password.
   * @default 'authorization'
   */
  readonly tokenHeader?: string | undefined
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch
}

/**
 * A `fetch` that sends the token and the cookies of the page as the options say at each request. An
 * empty `tokenHeader` is the default one. Credentials that a request names itself stay as they are.
 */
export const fetchWith =
  (options: FetchOptions): typeof globalThis.fetch =>
  (url, init) => {
    const { authorization, ...headers } = { ...(init?.headers as Record<string, string>) }
    return (options.fetch ?? fetch)(url, {
      ...(options.withCredentials && { credentials: 'include' }),
      ...init,
      headers: {
        ...headers,
        ...(authorization && { [options.tokenHeader || 'authorization']: authorization }),
      },
    })
  }
