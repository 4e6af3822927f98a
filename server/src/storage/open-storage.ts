import { StartupError } from '../errors.js'
import { databaseFolder, openDataDirectory } from './data-directory.js'
import { type Database, DatabaseError } from './database.js'
import {
  continueLineage,
  folderEvidence,
  markClosed,
  markRunning,
  readEvidence,
} from './lineage.js'
import { migrate } from './migrate.js'
import { log } from '../log.js'
import type { EmbeddedDatabase } from './pglite.js'
import { openPostgres } from './postgres.js'
import { checkConnection, checkPlatformRole } from './privileges.js'

/** The location of the data. */
export interface StorageOptions {
  /** The URL of the PostgreSQL database. Without it, the data is stored in `dataDirectory`. */
  readonly databaseUrl?: string | undefined
  readonly dataDirectory: string
  /** The time after which a statement on PostgreSQL fails, in milliseconds. @default 10000 */
  readonly databaseTimeoutMs?: number
}

/**
 * Opens the database, migrates its schema and checks its epoch.
 *
 * @throws {StartupError} if the database cannot be opened
 */
export function openStorage(options: StorageOptions): Promise<Database> {
  return options.databaseUrl === undefined
    ? openEmbedded(options.dataDirectory)
    : openServer(options.databaseUrl, options.databaseTimeoutMs)
}

async function openEmbedded(dataDirectory: string): Promise<Database> {
  const database = await openDataDirectory(dataDirectory)
  try {
    await migrate(database)
    const evidence = await folderEvidence(databaseFolder(dataDirectory))
    await database.transaction(null, (transaction) => continueLineage(transaction, evidence))
    await markRunning(database)
  } catch (error) {
    await database.close()
    throw error
  }
  const stopMaintenance = maintain(database)
  const close = async (): Promise<void> => {
    stopMaintenance()
    await markClosed(database)
    await database.close()
  }
  let closing: Promise<void> | undefined
  return { transaction: database.transaction, close: () => (closing ??= close()) }
}

/**
 * The interval of the maintenance, in milliseconds. It is short enough to keep the planner's
 * statistics right while the database grows, and long enough not to be noticed.
 */
const MAINTENANCE_MS = 600_000
/**
 * The delay of the first maintenance, in milliseconds. It is short, because a database that was
 * copied or imported has no statistics yet.
 */
const FIRST_MAINTENANCE_MS = 30_000

/** Runs the maintenance of the embedded database at intervals. Returns a function that stops it. */
function maintain(database: EmbeddedDatabase): () => void {
  const run = (): void => {
    database.maintain().catch((error: unknown) => log.error('maintenance-failed', error))
  }
  const first = setTimeout(run, FIRST_MAINTENANCE_MS).unref()
  const timer = setInterval(run, MAINTENANCE_MS).unref()
  return () => {
    clearTimeout(first)
    clearInterval(timer)
  }
}

async function openServer(url: string, timeoutMs: number | undefined): Promise<Database> {
  let known: string | null | undefined
  const database = openPostgres({
    url,
    timeoutMs,
    onConnect: async (transaction) => {
      if (known === undefined) return
      const evidence = await readEvidence(transaction)
      if (evidence === known) return
      await continueLineage(transaction, evidence)
      known = evidence
    },
  })
  try {
    await checkConnection(database, url)
    await migrate(database)
    await database.transaction(null, checkPlatformRole)
    known = await database.transaction(null, readEvidence)
    const evidence = known
    await database.transaction(null, (transaction) => continueLineage(transaction, evidence))
    return database
  } catch (cause) {
    await database.close()
    if (!(cause instanceof DatabaseError)) throw cause
    throw new StartupError(`Cannot use the database of DATABASE_URL: ${cause.message}`, { cause })
  }
}
