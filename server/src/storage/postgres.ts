import pg from 'pg'
import {
  type Database,
  DatabaseError,
  OUT_OF_REACH,
  type Parameter,
  retryConflicts,
  type Transaction,
} from './database.js'
import { beginStatement, typeParsers } from './session.js'

/** How to reach PostgreSQL. */
export interface PostgresOptions {
  readonly url: string
  /** @default 10 */
  readonly connections?: number
  /** A statement that runs longer has failed, in milliseconds. @default 10000 */
  readonly timeoutMs?: number | undefined
  /** Runs on every new connection before it is used; a new server may be behind the same address. */
  readonly onConnect?: (transaction: Transaction) => Promise<void>
}

/** A new connection must be there within this time, in milliseconds. */
const CONNECT_TIMEOUT_MS = 5000
/** A database that lives cancels a slow statement itself: its word is waited for so much longer. */
const GRACE_MS = 1000

/** The store on PostgreSQL 15 or newer. Connects on first use. */
export function openPostgres(options: PostgresOptions): Database {
  const { onConnect, timeoutMs = 10_000 } = options
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
    statement_timeout: timeoutMs,
    // One that is frozen, or behind a network that swallows everything, cancels nothing.
    query_timeout: timeoutMs + GRACE_MS,
    options: '-c timezone=UTC',
    ...(onConnect && {
      // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the pool waits for it; its types do not say so
      onConnect: (client: pg.ClientBase) => onConnect({ query: queryOn(client) }),
    }),
    types: {
      getTypeParser: (type, format) =>
        typeParsers[type] ?? (pg.types.getTypeParser(type, format) as (typeof typeParsers)[number]),
    },
  })
  // One in use that breaks between two statements tells it twice: the next statement fails too.
  pool.on('connect', (client) => client.on('error', () => undefined))
  // An idle connection that breaks is replaced by the pool; without a listener it ends the process.
  pool.on('error', () => undefined)

  const attempt: Database['transaction'] = async (platform, work, transactionOptions = {}) => {
    const client = await pool.connect().catch((cause: unknown) => {
      throw toDatabaseError(cause)
    })
    let broken = false
    const query = queryOn(client)
    try {
      await query(beginStatement(platform, transactionOptions))
      const result = await work({ query })
      await query('commit')
      return result
    } catch (error) {
      // Where no answer came, none will come to this either.
      broken = error instanceof DatabaseError && error.state === OUT_OF_REACH
      if (!broken) await query('rollback').catch(() => (broken = true))
      throw error
    } finally {
      client.release(broken)
    }
  }

  let closing: Promise<void> | undefined
  return {
    transaction: (platform, work, transactionOptions) =>
      retryConflicts(() => attempt(platform, work, transactionOptions)),
    close: () => (closing ??= pool.end()),
  }
}

const queryOn =
  (client: pg.ClientBase): Transaction['query'] =>
  async <T>(sql: string, parameters: readonly Parameter[] = []) => {
    try {
      // Without parameters the simple protocol runs, which takes several statements at once.
      const sent = parameters.length > 0 ? client.query(sql, [...parameters]) : client.query(sql)
      return (await sent).rows as T[]
    } catch (cause) {
      throw toDatabaseError(cause)
    }
  }

function toDatabaseError(cause: unknown): DatabaseError {
  const message = cause instanceof Error ? cause.message : 'the database failed'
  const state = cause instanceof pg.DatabaseError ? cause.code : undefined
  // What has no state did not come from the database: it was out of reach.
  return new DatabaseError(message, state ?? OUT_OF_REACH, { cause })
}
