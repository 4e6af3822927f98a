/**
 * Returns the canonical form of a server's base address: absolute, with a slash at its end, and
 * without query and hash, which no request uses. All spellings of an address then share one inbox,
 * and its storage keys, locks and channels. If the page was opened as `https://visitor:secret@…`,
 * relative addresses inherit the password. It is removed, because `fetch` refuses such an address;
 * the browser sends the password by itself.
 */
export function endpointOf(address: string | URL): URL {
  const endpoint = new URL(address, globalThis.document?.baseURI)
  endpoint.hash = endpoint.search = endpoint.username = endpoint.password = ''
  endpoint.pathname = endpoint.pathname.replace(/\/?$/, '/')
  return endpoint
}
