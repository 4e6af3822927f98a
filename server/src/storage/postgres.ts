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

/** The options for the connection to PostgreSQL. */
export interface PostgresOptions {
  readonly url: string
  /** The maximum number of connections in the pool. @default 10 */
  readonly connections?: number
  /** The time after which a statement fails, in milliseconds. @default 10000 */
  readonly timeoutMs?: number | undefined
  /**
   * Runs on every new connection before it is used, because another server may be behind
   * the same address.
   */
  readonly onConnect?: (transaction: Transaction) => Promise<void>
}

/** The maximum time to open a new connection, in milliseconds. */
const CONNECT_TIMEOUT_MS = 5000
/**
 * The additional time to wait for the response to a slow statement, in milliseconds. A database
 * that works cancels the statement itself.
 */
const GRACE_MS = 1000

/** Opens the database on PostgreSQL 15 or newer. The first transaction connects. */
export function openPostgres(options: PostgresOptions): Database {
  const { onConnect, timeoutMs = 10_000 } = options
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
    statement_timeout: timeoutMs,
    // A frozen database, or one behind a network that drops all packets, cancels no statement.
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
  // A connection in use that breaks between two statements also makes the next statement fail, so
  // this event needs no handling.
  pool.on('connect', (client) => client.on('error', () => undefined))
  // The pool replaces an idle connection that breaks. Without a listener, the error
  // ends the process.
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
      // If the database did not answer the statement, it will not answer a rollback either.
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
      // A query without parameters uses the simple protocol, which accepts several
      // statements at once.
      const sent = parameters.length > 0 ? client.query(sql, [...parameters]) : client.query(sql)
      return (await sent).rows as T[]
    } catch (cause) {
      throw toDatabaseError(cause)
    }
  }

function toDatabaseError(cause: unknown): DatabaseError {
  const message = cause instanceof Error ? cause.message : 'the database failed'
  const state = cause instanceof pg.DatabaseError ? cause.code : undefined
  // An error without a SQLSTATE did not come from the database, so the database was out of reach.
  return new DatabaseError(message, state ?? OUT_OF_REACH, { cause })
}
