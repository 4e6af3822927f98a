import type { InboxOptions } from './create-inbox.js'

/** A `fetch` that sends the token and the cookies of the page as its options ask for. */
export function fetchWith({
  fetch = globalThis.fetch.bind(globalThis),
  withCredentials,
  tokenHeader = 'authorization',
}: Pick<InboxOptions, 'fetch' | 'withCredentials' | 'tokenHeader'>): typeof globalThis.fetch {
  return (url, init) => {
    const { authorization, ...headers } = Object(init?.headers) as Record<string, string>
    return fetch(url, {
      ...init,
      ...(withCredentials && { credentials: 'include' }),
      headers: { ...headers, ...(authorization && { [tokenHeader]: authorization }) },
    })
  }
}
