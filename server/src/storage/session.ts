import { escapeLiteral } from 'pg'
import type { TransactionOptions } from './database.js'

/** The role that row-level security applies to: it owns no table and is no superuser. */
export const PLATFORM_ROLE = 'belfry_platform'

/**
 * Returns the statements that begin a transaction and limit it to a platform, in one round trip.
 */
export function beginStatement(platform: string | null, options: TransactionOptions): string {
  const begin = options.readOnly ? 'begin isolation level repeatable read read only' : 'begin'
  if (platform === null) return begin
  return `${begin}; select set_config('role', '${PLATFORM_ROLE}', true), set_config('belfry.platform', ${escapeLiteral(platform)}, true)`
}

const INT8 = 20
const TIMESTAMPTZ = 1184

/** The parsers for types that the two drivers would otherwise parse differently. */
export const typeParsers: Readonly<Record<number, (text: string) => unknown>> = {
  // All counters of this server stay far below 2^53.
  [INT8]: Number,
  [TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
}
