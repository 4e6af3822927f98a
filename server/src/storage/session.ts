import { escapeLiteral } from 'pg'
import type { TransactionOptions } from './database.js'

/** The role that owns no table and is no superuser, so that row-level security holds for it. */
export const PLATFORM_ROLE = 'belfry_platform'

/** Opens a transaction and enters the platform, in one round trip. */
export function beginStatement(platform: string | null, options: TransactionOptions): string {
  const begin = options.readOnly ? 'begin isolation level repeatable read read only' : 'begin'
  if (platform === null) return begin
  return `${begin}; select set_config('role', '${PLATFORM_ROLE}', true), set_config('belfry.platform', ${escapeLiteral(platform)}, true)`
}

const INT8 = 20
const TIMESTAMPTZ = 1184

/** How both drivers read the types that they would read differently. */
export const typeParsers: Readonly<Record<number, (text: string) => unknown>> = {
  // Every counter of ours stays far below 2^53.
  [INT8]: Number,
  [TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
}
