import { randomBytes } from 'node:crypto'
import type { Database, Transaction } from './database.js'
import { readMeta, writeMeta } from './meta.js'

/** A new name for a line of history. The time is for people who read logs. */
const mintEpoch = (): string => `${Date.now().toString(36)}-${randomBytes(4).toString('hex')}`

/**
 * Continues the database's history, or begins a new one on evidence that it was replaced or wound
 * back: another PostgreSQL system or timeline under this database.
 *
 * @param evidence What names the physical history; `null` for the embedded store, which has
 *   {@link markRunning} for that.
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
 * The physical history that a PostgreSQL server continues: it changes with a new cluster, a
 * promotion and a point-in-time recovery. `null` where the provider hides it.
 */
export async function readEvidence(transaction: Transaction): Promise<string | null> {
  const [row] = await transaction.query<{ readable: boolean }>(
    `select has_function_privilege('pg_control_system()', 'execute')
      and has_function_privilege('pg_control_checkpoint()', 'execute') as readable`,
  )
  if (!row?.readable) return null
  const [control] = await transaction.query<{ evidence: string }>(
    `select system_identifier::text || '/' || timeline_id::text as evidence
    from pg_control_system(), pg_control_checkpoint()`,
  )
  return control?.evidence ?? null
}
