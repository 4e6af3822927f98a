import type { GetToken } from './token-source.js'

const known: Record<string, GetToken> = {}

/**
 * A `getToken` that asks an address of the page's own for `{"token": "…"}`. It is one function for each
 * address, so that elements which name the same address share its token.
 */
export const tokenFrom = (address: string): GetToken =>
  (known[address] ??= async () => (await import('./ask-token.js')).askToken(address))
