/**
 * A server's base address in its one spelling: absolute, with a slash at its end, without query and
 * hash, which no call uses. All spellings of an address name the same inbox, storage keys, locks and
 * channels. A page opened as `https://visitor:secret@…` has its password in the base of relative
 * addresses, where `fetch` refuses it: the browser sends it by itself.
 */
export function endpointOf(address: string | URL): URL {
  const endpoint = new URL(address, globalThis.document?.baseURI)
  endpoint.hash = endpoint.search = endpoint.username = endpoint.password = ''
  endpoint.pathname = endpoint.pathname.replace(/\/?$/, '/')
  return endpoint
}
