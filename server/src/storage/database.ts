/** A parameter of a SQL statement. JSON is passed as text, and the statement casts it. */
export type Parameter = string | number | boolean | null | readonly (string | number | null)[]

/** An open database transaction. */
export interface Transaction {
  /**
   * Runs one statement and returns its rows. Both databases return the same types: `int8` is a
   * number, `timestamptz` an ISO 8601 string in UTC, `jsonb` a parsed value.
   *
   * @throws {DatabaseError} if the database refuses the statement or is out of reach
   */
  query<T>(sql: string, parameters?: readonly Parameter[]): Promise<T[]>
}

/** The options of a transaction. */
export interface TransactionOptions {
  /**
   * Makes the transaction read only, with the isolation level repeatable read: all its statements
   * read one snapshot of the database. @default false
   */
  readonly readOnly?: boolean
}

/** The database of the server. PGlite and PostgreSQL implement it with the same SQL. */
export interface Database {
  /**
   * Runs `work` in one transaction and commits it, or rolls it back if `work` throws. A transaction
   * that fails because of a conflict with another one (deadlock, serialization) runs again, so
   * `work` must have no side effects outside the database.
   *
   * @param platform - the platform that the transaction is limited to by row-level security.
   *   With `null` it sees the rows of all platforms; only migrations, API keys and
   *   background jobs use that.
   * @throws {DatabaseError} if the database refuses a statement or is out of reach
   */
  transaction<T>(
    platform: string | null,
    work: (transaction: Transaction) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>
  /** Waits for running transactions, then closes the database. Repeated calls are safe. */
  close(): Promise<void>
}

/** The SQLSTATE for a database that did not answer (PostgreSQL: connection exception). */
export const OUT_OF_REACH = '08000'

/** The SQLSTATE for a user who lacks a privilege (PostgreSQL: insufficient privilege). */
export const NOT_PERMITTED = '42501'

/** An error of the database, with its five-character SQLSTATE (PostgreSQL, appendix A). */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'

  constructor(
    message: string,
    /** The SQLSTATE, or {@link OUT_OF_REACH} if the database did not answer. */
    readonly state: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }

  /**
   * Whether the transaction failed because of a conflict, so that it may succeed
   * when it runs again.
   */
  get isConflict(): boolean {
    return this.state === '40001' || this.state === '40P01'
  }

  /**
   * Whether the database cannot work now but may work later. A revoked privilege counts as well.
   */
  get isUnavailable(): boolean {
    if (this.state === NOT_PERMITTED) return true
    return ['08', '53', '55', '57', '58'].includes(this.state.slice(0, 2))
  }
}

/** The maximum number of times that a transaction runs if it fails because of conflicts. */
const ATTEMPTS = 4

/**
 * Runs a transaction, up to {@link ATTEMPTS} times while it fails because of conflicts.
 *
 * @throws the error of the last attempt
 */
export async function retryConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      const again = error instanceof DatabaseError && error.isConflict && attempt < ATTEMPTS
      if (!again) throw error
    }
  }
}
