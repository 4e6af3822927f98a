import { log } from '../log.js'
import { expireAll } from './expire.js'
import { runHousekeeping } from './housekeeping.js'
import type { JobOptions } from './job.js'
import { applyRetentionSince } from './retention.js'

/** The jobs of a server. */
export interface Jobs {
  /** Runs the expiry job at this moment (ISO 8601), when a notification expires. */
  expireAt(moment: string): void
  /** Starts no further job, and resolves when the running one is done. */
  stop(): Promise<void>
}

/** How often old records are deleted. */
const HOUSEKEEPING_MS = 3_600_000
/** The first housekeeping runs this long after the start, so that it does not slow the start. */
const FIRST_HOUSEKEEPING_MS = 60_000

/** Starts the jobs: expiry and retention at their moments, and housekeeping. */
export function startJobs(options: JobOptions): Jobs {
  const { clock, sweepMs } = options
  let running: Promise<void> = Promise.resolve()
  let isStopped = false
  let dueAtMs = Infinity
  let forget: () => void = () => undefined
  let removedUntilMs = clock.now()

  /** Runs one job at a time: they write the same rows. */
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
        // Another node may have written one without a hint to this one: the sweep finds it.
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
