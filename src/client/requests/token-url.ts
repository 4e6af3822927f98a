import type { GetToken } from './token-source.js'

const known: Record<string, GetToken> = {}

/**
 * Returns a `getToken` that requests `{"token": "…"}` from an address of the page's origin. Each
 * address has one function, so that elements with the same address share a token.
 */
export const tokenFrom = (address: string): GetToken =>
  (known[address] ??= async () => (await import('./ask-token.js')).askToken(address))
