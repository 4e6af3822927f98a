import { StartupError } from '../errors.js'
import type { Database, Transaction } from './database.js'
import { readMeta, writeMeta } from './secrets.js'
import { migrations } from './migrations/index.js'
import type { Migration } from './migrations/migration.js'
import { preparePrivileges } from './privileges.js'

/** Any number that no other program locks in this database. */
const LOCK = 4_270_811_904

/**
 * Brings the schema up to date. Several servers may start at once: one does it, the others wait.
 *
 * @param steps - all that this server knows
 * @throws {StartupError} when the database is newer than this server, or its user lacks a privilege.
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

/** What must be there before the first migration. */
async function prepare(transaction: Transaction): Promise<void> {
  await transaction.query(
    'create table if not exists meta (key text primary key, value text not null)',
  )
  // Apart from meta, since every member's frame names the epoch, and meta keeps secrets.
  await transaction.query(
    `create table if not exists lineage (
      only_row boolean primary key default true check (only_row),
      epoch text not null,
      evidence text
    )`,
  )
}
