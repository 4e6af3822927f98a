/** The options for requests to the server. */
export interface FetchOptions {
  /**
   * Whether cookies and HTTP credentials are also sent to a server of another origin.
   * @default false
   */
  readonly withCredentials?: boolean | undefined
  /**
   * The request header that carries the token. With `x-belfry-token`, a proxy that asks for a
   * password can use `Authorization`.
   * @default 'authorization'
   */
  readonly tokenHeader?: string | undefined
  /**
   * The function that sends requests.
   * @default globalThis.fetch
   */
  readonly fetch?: typeof globalThis.fetch
}

/**
 * Creates a `fetch` that applies the options to each request. It reads them at each request, so a
 * page may change them. An empty `tokenHeader` stands for the default. A request's own
 * `credentials` stay as they are.
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
