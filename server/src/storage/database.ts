/** A value that a statement takes. JSON goes in as text, cast by the statement. */
export type Parameter = string | number | boolean | null | readonly (string | number | null)[]

/** One open transaction. */
export interface Transaction {
  /**
   * Runs one statement.
   *
   * Both databases answer alike: `int8` is a number, `timestamptz` an ISO 8601 string in UTC,
   * `jsonb` a parsed value.
   *
   * @throws {DatabaseError}
   */
  query<T>(sql: string, parameters?: readonly Parameter[]): Promise<T[]>
}

/** How a transaction runs. */
export interface TransactionOptions {
  /** Repeatable read, read only: everything it reads is one snapshot of the database. */
  readonly readOnly?: boolean
}

/** The store. PGlite and PostgreSQL speak the same SQL behind it. */
export interface Database {
  /**
   * Runs `work` in one transaction and commits it; rolls back when it throws. A transaction that
   * lost to another one (deadlock, serialization) runs again, so `work` must have no other effect.
   *
   * @param platform Rows of other platforms do not exist in it. `null` sees all of them, and is for
   *   migrations, keys and the sweep.
   * @throws {DatabaseError}
   */
  transaction<T>(
    platform: string | null,
    work: (transaction: Transaction) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>
  /** Waits for what runs, then closes. Safe to call again. */
  close(): Promise<void>
}

/** The state where no word came from the database (PostgreSQL: connection exception). */
export const OUT_OF_REACH = '08000'

/** The state where the user lacks a privilege (PostgreSQL: insufficient privilege). */
export const NOT_PERMITTED = '42501'

/** What the database refused, with its five-letter state (PostgreSQL, appendix A). */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'

  constructor(
    message: string,
    /** SQLSTATE, or {@link OUT_OF_REACH}. */
    readonly state: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }

  /** Whether the same work may succeed at once: it only lost to another transaction. */
  get isConflict(): boolean {
    return this.state === '40001' || this.state === '40P01'
  }

  /** Whether the database cannot work now, and may later: also where a privilege was taken away. */
  get isUnavailable(): boolean {
    if (this.state === NOT_PERMITTED) return true
    return ['08', '53', '55', '57', '58'].includes(this.state.slice(0, 2))
  }
}

/** How often a transaction that lost to another one is tried. */
const ATTEMPTS = 4

/** Runs a transaction again while it only loses to others. */
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
