import type { InboxOptions } from '../create-inbox.js'

/**
 * A `fetch` that sends the token and the cookies of the page as the options say at each request. An
 * empty `tokenHeader` is the default one. Credentials that a request names itself stay as they are.
 */
export const fetchWith =
  (
    options: Pick<InboxOptions, 'fetch' | 'withCredentials' | 'tokenHeader'>,
  ): typeof globalThis.fetch =>
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
