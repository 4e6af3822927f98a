import type { Change } from './domain/change.js'
import type { Jobs } from './jobs/jobs.js'
import type { Pump } from './live/pump.js'

/**
 * Creates the function to call after a commit. It notifies the streams that the change concerns,
 * and schedules the expiry job if a new notification expires.
 */
export const createPublisher =
  (pump: Pick<Pump, 'hint'>, jobs: Pick<Jobs, 'expireAt'>) =>
  (change: Change): void => {
    pump.hint(change)
    if (change.expiresAt !== undefined) jobs.expireAt(change.expiresAt)
  }
