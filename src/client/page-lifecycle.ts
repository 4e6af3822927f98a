import type { Connection } from './connection.js'

/**
 * Ties a connection to the life of the page: gone with the page into the back/forward cache, which
 * an open connection would keep it out of, and back at once when the page, its visibility or the
 * network is.
 */
export function watchPage(connection: Connection, signal: AbortSignal): void {
  // On a server there is no page.
  if (!('document' in globalThis)) return
  const wake = (): void => connection.wake()
  addEventListener('online', wake, { signal })
  addEventListener('pageshow', wake, { signal })
  addEventListener('pagehide', () => connection.pause(), { signal })
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') wake()
    },
    { signal },
  )
}
