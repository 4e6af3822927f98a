import { log } from '../log.js'
import { expireAll } from './expire.js'
import { runHousekeeping } from './housekeeping.js'
import type { JobOptions } from './job.js'
import { applyRetentionSince } from './retention.js'

/** The jobs of a server. */
export interface Jobs {
  /** Schedules the expiry job for a time (ISO 8601) at which a notification expires. */
  expireAt(moment: string): void
  /** Starts no further job, and resolves when the running one has ended. */
  stop(): Promise<void>
}

/** The interval of the housekeeping, in milliseconds. */
const HOUSEKEEPING_MS = 3_600_000
/**
 * The delay of the first housekeeping after the start, in milliseconds. It does not slow the start.
 */
const FIRST_HOUSEKEEPING_MS = 60_000

/** Starts the jobs: expiry and retention when they are due, and housekeeping at intervals. */
export function startJobs(options: JobOptions): Jobs {
  const { clock, sweepMs } = options
  let running: Promise<void> = Promise.resolve()
  let isStopped = false
  let dueAtMs = Infinity
  let forget: () => void = () => undefined
  let removedUntilMs = clock.now()

  /** Runs one job at a time, because the jobs write the same rows. */
  const run = (name: string, job: () => Promise<void>): Promise<void> => {
    running = running.then(async () => {
      if (isStopped) return
      await job().catch((error: unknown) => log.error('job-failed', error, { job: name }))
    })
    return running
  }

  const wakeAt = (atMs: number): void => {
    if (isStopped || atMs >= dueAtMs) return
    forget()
    dueAtMs = atMs
    forget = clock.wakeAt(atMs, () => {
      dueAtMs = Infinity
      void run('expire', async () => {
        // Another node may have written a notification that expires earlier, without a hint to this
        // node. The job therefore runs again after `sweepMs`.
        wakeAt(clock.now() + sweepMs)
        const nextExpiry = await expireAll(options)
        const startedMs = clock.now()
        const nextRemoval = await applyRetentionSince(options, removedUntilMs, sweepMs)
        removedUntilMs = startedMs
        for (const next of [nextExpiry, nextRemoval]) if (next !== null) wakeAt(Date.parse(next))
      })
    })
  }

  let forgetHousekeeping: () => void = () => undefined
  const scheduleHousekeeping = (atMs: number): void => {
    forgetHousekeeping = clock.wakeAt(atMs, () => {
      void run('housekeeping', () => runHousekeeping(options)).then(() => {
        if (!isStopped) scheduleHousekeeping(clock.now() + HOUSEKEEPING_MS)
      })
    })
  }

  wakeAt(clock.now())
  scheduleHousekeeping(clock.now() + FIRST_HOUSEKEEPING_MS)
  return {
    expireAt: (moment) => wakeAt(Date.parse(moment)),
    async stop() {
      isStopped = true
      forget()
      forgetHousekeeping()
      await running
    },
  }
}
