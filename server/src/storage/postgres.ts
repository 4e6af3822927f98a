import pg from 'pg'
import {
  type Database,
  DatabaseError,
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
  /** A statement that runs longer is cancelled. @default 10000 */
  readonly statementTimeoutMs?: number
  /** Runs on every new connection before it is used; a new server may be behind the same address. */
  readonly onConnect?: (transaction: Transaction) => Promise<void>
}

/** The store on PostgreSQL 15 or newer. Connects on first use. */
export function openPostgres(options: PostgresOptions): Database {
  const { onConnect } = options
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5000,
    statement_timeout: options.statementTimeoutMs ?? 10_000,
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
      await query('rollback').catch(() => {
        broken = true
      })
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
  return new DatabaseError(message, state ?? '08000', { cause })
}
