import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { Database, Transaction } from './database.js'
import { readMeta, writeMeta } from './secrets.js'

/** Creates the name of a new epoch. The time in it helps people who read logs. */
const mintEpoch = (): string => `${Date.now().toString(36)}-${randomBytes(4).toString('hex')}`

/**
 * Continues the epoch of the database, or begins a new one if the evidence shows that the database
 * was replaced or restored: another PostgreSQL system, timeline or database, or another folder of
 * the embedded database.
 *
 * @param evidence - an identifier of the physical history; `null` if it cannot be read
 */
export async function continueLineage(
  transaction: Transaction,
  evidence: string | null,
): Promise<void> {
  await transaction.query(
    'insert into lineage (epoch, evidence) values ($1, $2) on conflict do nothing',
    [mintEpoch(), evidence],
  )
  await transaction.query(
    'update lineage set epoch = $1, evidence = $2 where evidence is distinct from $2',
    [mintEpoch(), evidence],
  )
}

/**
 * Records that the embedded database is in use. The database writes without fsync. If the last
 * process did not close it, the operating system may have crashed as well and lost acknowledged
 * rows, so a new epoch begins.
 */
export function markRunning(database: Database): Promise<void> {
  return database.transaction(null, async (transaction) => {
    if ((await readMeta(transaction, 'running')) === 'yes')
      await transaction.query('update lineage set epoch = $1', [mintEpoch()])
    await writeMeta(transaction, 'running', 'yes')
  })
}

/** Records that the embedded database was closed properly. */
export function markClosed(database: Database): Promise<void> {
  return database.transaction(null, (transaction) => writeMeta(transaction, 'running', 'no'))
}

/**
 * Returns an identifier of the embedded database's folder. It changes when a backup replaces the
 * folder. It also changes when the folder moves to another disk, which does no harm.
 */
export async function folderEvidence(folder: string): Promise<string> {
  const { ino, birthtimeMs } = await stat(folder)
  return `${ino}/${birthtimeMs}`
}

/**
 * Returns an identifier of the physical history of a PostgreSQL database. It changes with a new
 * cluster, a promotion, a point-in-time recovery, and a database or tables that were dropped and
 * restored. It is `null` if the provider does not allow reading it.
 *
 * @throws {DatabaseError} on a standby, which does not accept writes yet; the error is unavailable
 */
export async function readEvidence(transaction: Transaction): Promise<string | null> {
  const [row] = await transaction.query<{ readable: boolean }>(
    `select has_function_privilege('pg_control_system()', 'execute')
      and has_function_privilege('pg_walfile_name(pg_lsn)', 'execute') as readable`,
  )
  if (!row?.readable) return null
  // The control file contains a new timeline only after the next checkpoint, which comes minutes
  // after a promotion.
  const [control] = await transaction.query<{ evidence: string }>(
    `select concat_ws('/', system_identifier,
      ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int,
      d.oid, 'inboxes'::regclass::oid) as evidence
    from pg_control_system(), pg_database d
    where d.datname = current_database()`,
  )
  return control?.evidence ?? null
}
