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

/** Where the data is. */
export interface StorageOptions {
  /** PostgreSQL's address. Without it the data is in `dataDirectory`. */
  readonly databaseUrl?: string | undefined
  readonly dataDirectory: string
  /** A statement on PostgreSQL that runs longer has failed, in milliseconds. @default 10000 */
  readonly databaseTimeoutMs?: number
}

/**
 * Opens the store with its schema up to date and its lineage checked.
 *
 * @throws {StartupError} when it cannot be opened.
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

/** Often enough that the planner knows a store that grew, seldom enough that nobody notices. */
const MAINTENANCE_MS = 600_000
/** The first time comes soon: a store that was copied or imported has never been counted. */
const FIRST_MAINTENANCE_MS = 30_000

/** Keeps the embedded store in shape while it runs; answers how to stop. */
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
