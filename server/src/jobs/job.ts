import type { Clock } from '../clock.js'
import type { Change } from '../domain/change.js'
import type { Database } from '../storage/database.js'
import type { RemovedBatch } from '../storage/remove-batch.js'

/** Dependencies of a job. */
export interface JobOptions {
  readonly database: Database
  readonly clock: Clock
  /** Tells open pages what a job changed. */
  readonly publish: (change: Change) => void
  /** How often the database is searched for moments that another node wrote, in milliseconds. */
  readonly sweepMs: number
}

/** Runs batches until one says that there is no more. Each is a short transaction: locks are short. */
export async function runBatches(batch: () => Promise<RemovedBatch>): Promise<void> {
  while ((await batch()).more);
}
