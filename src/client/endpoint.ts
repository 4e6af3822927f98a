/**
 * A server's base address in its one spelling: absolute, with a slash at its end, without query and
 * hash, which no call uses. All spellings of an address name the same inbox, storage keys, locks and
 * channels.
 */
export function endpointOf(address: string | URL): URL {
  const endpoint = new URL(address, globalThis.document?.baseURI)
  endpoint.search = endpoint.hash = ''
  endpoint.pathname = endpoint.pathname.replace(/\/?$/, '/')
  return endpoint
}
