import type { Clock } from '../clock.js'
import type { Change } from '../domain/change.js'
import { log } from '../log.js'
import type { Database } from '../storage/database.js'
import { expireAll } from './expire.js'
import { runHousekeeping } from './housekeeping.js'
import { applyRetentionSince } from './retention.js'

/** What jobs work with. */
export interface JobOptions {
  readonly database: Database
  readonly clock: Clock
  readonly announce: (change: Change) => void
  /** How often a moment that nobody told of is looked for, in milliseconds. */
  readonly sweepMs: number
}

/** What runs by itself. */
export interface Jobs {
  /** Something expires at this moment (ISO 8601). */
  expireAt(moment: string): void
  /** Begins nothing more; answers when what runs is done. */
  stop(): Promise<void>
}

/** Old records are looked for this often. */
const HOUSEKEEPING_MS = 3_600_000
/** The first time comes soon, but not while the server starts. */
const FIRST_HOUSEKEEPING_MS = 60_000

/** Starts what runs by itself: expiry and retention at their moments, and housekeeping. */
export function startJobs(options: JobOptions): Jobs {
  const { clock, sweepMs } = options
  let running: Promise<void> = Promise.resolve()
  let isStopped = false
  let dueAtMs = Infinity
  let forget: () => void = () => undefined
  let retiredUntilMs = clock.now()

  /** One job at a time: they write the same rows. */
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
        // Whoever wrote one elsewhere cannot tell us; the sweep finds it.
        wakeAt(clock.now() + sweepMs)
        const nextToExpire = await expireAll(options)
        const startedMs = clock.now()
        const nextToRetire = await applyRetentionSince(options, retiredUntilMs, sweepMs)
        retiredUntilMs = startedMs
        for (const next of [nextToExpire, nextToRetire]) if (next !== null) wakeAt(Date.parse(next))
      })
    })
  }

  let forgetHousekeeping: () => void = () => undefined
  const keepHouseAt = (atMs: number): void => {
    forgetHousekeeping = clock.wakeAt(atMs, () => {
      void run('keep-house', () => runHousekeeping(options)).then(() => {
        if (!isStopped) keepHouseAt(clock.now() + HOUSEKEEPING_MS)
      })
    })
  }

  wakeAt(clock.now())
  keepHouseAt(clock.now() + FIRST_HOUSEKEEPING_MS)
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
