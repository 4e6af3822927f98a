import { setTimeout as delay } from 'node:timers/promises'
import { log } from '../log.js'

/** A lock on a data directory whose holder seems alive. */
export interface HeldLock {
  readonly generation: number
  readonly host: string
  readonly pid: number
  /** The time of the holder's last heartbeat, in milliseconds, by the clock of the file system. */
  readonly seenAt: number
}

/** The options for waiting for a lock of another host. */
export interface LockPatience {
  /**
   * The time without a heartbeat after which a holder counts as gone, in
   * milliseconds. @default 30000
   */
  readonly silenceMs: number
  /** The time between two checks of the lock, in milliseconds. @default 500 */
  readonly pollMs: number
  /** Called once, when the wait begins. @default writes to the log */
  readonly onWait: (held: HeldLock) => void
}

/** The defaults of {@link LockPatience}. */
export const lockPatience: LockPatience = {
  silenceMs: 30_000,
  pollMs: 500,
  onWait: ({ host, pid }) =>
    log.info('waiting-for-data-directory', {
      holderHost: host,
      holderPid: pid,
      atMostMs: lockPatience.silenceMs,
    }),
}

/**
 * Creates a function that waits for a holder on another host. The holder may be a container that
 * was replaced and left its lock behind, or one that is about to release it.
 *
 * @returns a function that the caller calls repeatedly with the current lock. Until `silenceMs`
 *   have passed, it pauses for `pollMs` and returns `wait`. After that it returns `gone` if the
 *   lock has had no heartbeat in all of `silenceMs`, and `lives` otherwise. Differences between the
 *   clocks of the two hosts do not matter.
 */
export function waitForHolder({
  silenceMs,
  pollMs,
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
      await delay(pollMs)
      return 'wait'
    }
    return held.generation === first.generation && held.seenAt === first.seenAt ? 'gone' : 'lives'
  }
}
