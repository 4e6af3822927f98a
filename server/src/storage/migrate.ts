import { StartupError } from '../errors.js'
import type { Database, Transaction } from './database.js'
import { readMeta, writeMeta } from './secrets.js'
import { migrations } from './migrations/index.js'
import type { Migration } from './migrations/migration.js'
import { preparePrivileges } from './privileges.js'

/**
 * The key of the advisory lock. The number is arbitrary, but no other program uses it
 * in this database.
 */
const LOCK = 4_270_811_904

/**
 * Migrates the schema to the newest version. If several servers start at once, one of them migrates
 * and the others wait.
 *
 * @param steps - all migrations that this server knows
 * @throws {StartupError} if the database is newer than this server, or its user lacks a privilege
 */
export function migrate(
  database: Database,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  return database.transaction(null, async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock($1)', [LOCK])
    await preparePrivileges(transaction)
    await prepare(transaction)
    const current = Number((await readMeta(transaction, 'schema')) ?? 0)
    const newest = steps.at(-1)?.version ?? 0
    if (current > newest)
      throw new StartupError(
        `The database has schema ${current}; this server knows ${newest}. Start a newer one.`,
      )
    for (const { statements, fill } of steps.filter(({ version }) => version > current)) {
      for (const statement of statements) await transaction.query(statement)
      await fill?.(transaction)
    }
    await writeMeta(transaction, 'schema', String(newest))
  })
}

/** Creates the tables that must exist before the first migration. */
async function prepare(transaction: Transaction): Promise<void> {
  await transaction.query(
    'create table if not exists meta (key text primary key, value text not null)',
  )
  // The epoch is not kept in meta, because every member's frames name the epoch and meta
  // contains secrets.
  await transaction.query(
    `create table if not exists lineage (
      only_row boolean primary key default true check (only_row),
      epoch text not null,
      evidence text
    )`,
  )
}
