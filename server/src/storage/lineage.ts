import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { Database, Transaction } from './database.js'
import { readMeta, writeMeta } from './secrets.js'

/** A new name for a line of history. The time is for people who read logs. */
const mintEpoch = (): string => `${Date.now().toString(36)}-${randomBytes(4).toString('hex')}`

/**
 * Continues the database's history, or begins a new one on evidence that it was replaced or wound
 * back: another PostgreSQL system, timeline or database, another folder of the embedded store.
 *
 * @param evidence What names the physical history; `null` where nothing can be known of it.
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
 * Notes that the embedded store is in use. It writes without fsync: if the last process did not
 * close it, the operating system may have gone down with it and taken acknowledged rows along, so
 * a new history begins.
 */
export function markRunning(database: Database): Promise<void> {
  return database.transaction(null, async (transaction) => {
    if ((await readMeta(transaction, 'running')) === 'yes')
      await transaction.query('update lineage set epoch = $1', [mintEpoch()])
    await writeMeta(transaction, 'running', 'yes')
  })
}

/** Notes that the embedded store was closed in order. */
export function markClosed(database: Database): Promise<void> {
  return database.transaction(null, (transaction) => writeMeta(transaction, 'running', 'no'))
}

/**
 * What names the folder of the embedded store: it changes when a backup is put in its place, and
 * also, which harms nobody, when it is moved to another disk.
 */
export async function folderEvidence(folder: string): Promise<string> {
  const { ino, birthtimeMs } = await stat(folder)
  return `${ino}/${birthtimeMs}`
}

/**
 * The physical history that a PostgreSQL server continues: it changes with a new cluster, a
 * promotion, a point-in-time recovery, and a database or tables that were dropped and restored.
 * `null` where the provider hides it.
 *
 * @throws {DatabaseError} of a standby, which is not to be written yet: unavailable.
 */
export async function readEvidence(transaction: Transaction): Promise<string | null> {
  const [row] = await transaction.query<{ readable: boolean }>(
    `select has_function_privilege('pg_control_system()', 'execute')
      and has_function_privilege('pg_walfile_name(pg_lsn)', 'execute') as readable`,
  )
  if (!row?.readable) return null
  // The control file tells a new timeline only after the next checkpoint, minutes after a promotion.
  const [control] = await transaction.query<{ evidence: string }>(
    `select concat_ws('/', system_identifier,
      ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int,
      d.oid, 'inboxes'::regclass::oid) as evidence
    from pg_control_system(), pg_database d
    where d.datname = current_database()`,
  )
  return control?.evidence ?? null
}
