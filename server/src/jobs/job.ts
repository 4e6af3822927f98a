import type { Clock } from '../clock.js'
import type { Change } from '../domain/change.js'
import type { Database } from '../storage/database.js'
import type { RemovedBatch } from '../storage/remove-batch.js'

/** Dependencies of a job. */
export interface JobOptions {
  readonly database: Database
  readonly clock: Clock
  /** Notifies open streams of the changes of a job. */
  readonly publish: (change: Change) => void
  /**
   * The interval at which the job looks for expiry times that another node wrote, in milliseconds.
   */
  readonly sweepMs: number
}

/**
 * Runs batches until none is left. Each batch is a short transaction, so that locks
 * are held briefly.
 */
export async function runBatches(batch: () => Promise<RemovedBatch>): Promise<void> {
  while ((await batch()).more);
}
