import { setTimeout as delay } from 'node:timers/promises'
import { log } from '../log.js'

/** A lock on a data directory whose holder seems to live. */
export interface HeldLock {
  readonly generation: number
  readonly host: string
  readonly pid: number
  /** When the holder last showed that it lives, by the file system's clock. */
  readonly seenAt: number
}

/** How long a lock of another host is waited for. */
export interface LockPatience {
  /** A holder that is silent for this long is gone, in milliseconds. @default 30000 */
  readonly silenceMs: number
  /** Time between two looks, in milliseconds. @default 500 */
  readonly lookMs: number
  /** Told once, when the wait begins. @default writes to the log */
  readonly onWait: (held: HeldLock) => void
}

/** The defaults of {@link LockPatience}. */
export const lockPatience: LockPatience = {
  silenceMs: 30_000,
  lookMs: 500,
  onWait: ({ host, pid }) =>
    log.info('waiting-for-data-directory', {
      holderHost: host,
      holderPid: pid,
      atMostMs: lockPatience.silenceMs,
    }),
}

/**
 * Waits for a holder on another host: a container that was replaced has left its lock there, or is
 * about to give it back.
 *
 * @returns A function that is asked again and again with the lock as it is. It answers `wait` after a
 *   while, then `gone` where the holder has shown no sign of life in all of `silenceMs`, whatever the
 *   clocks of both hosts say, and `lives` where it has.
 */
export function waitForHolder({
  silenceMs,
  lookMs,
  onWait,
}: LockPatience): (held: HeldLock) => Promise<'wait' | 'gone' | 'lives'> {
  let first: HeldLock | undefined
  let deadline = 0
  return async (held) => {
    if (!first) {
      first = held
      deadline = performance.now() + silenceMs
      onWait(held)
    }
    if (performance.now() < deadline) {
      await delay(lookMs)
      return 'wait'
    }
    return held.generation === first.generation && held.seenAt === first.seenAt ? 'gone' : 'lives'
  }
}
