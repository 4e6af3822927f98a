import type { Clock } from '../clock.js'
import { log } from '../log.js'
import type { Connection } from './connection.js'
import type { Hub } from './hub.js'
import type { Pump } from './pump.js'

/** When what happens. All in milliseconds. */
export interface TimerOptions {
  readonly hub: Hub
  readonly pump: Pump
  /** The time that tokens and ages go by. */
  readonly clock: Clock
  readonly heartbeatMs: number
  readonly sweepMs: number
  /** A reader that lets more than this wait in memory is cut at once. */
  readonly sendBufferBytes: number
}

/** Middle boxes that close what is idle wait for longer than this. */
const PING_MS = 25_000
/** Expired and old streams are looked for this often. */
const CHECK_MS = 1000
/** A reader that took nothing of what waits at so many looks, 5 s from first to last, is stuck. */
const STALLS_ALLOWED = 6
/** The same where more waits than the buffer may hold. */
const STALLS_OF_MUCH = 2
/** A reader that was cut may come back after so long. */
const SLOW_RETRY_MS = 2000

/**
 * The timers of all streams together: one each, whatever the number of streams.
 *
 * @returns stops them.
 */
export function startTimers(options: TimerOptions): () => void {
  const { hub, pump, heartbeatMs, sweepMs } = options
  const beats = setInterval(() => {
    const now = new Date().toISOString()
    for (const connection of hub.all()) beat(connection, now, options)
  }, heartbeatMs)
  const checks = setInterval(() => {
    for (const connection of hub.all()) check(connection, options)
  }, CHECK_MS)
  const pings = setInterval(() => {
    for (const connection of hub.all()) connection.ping()
  }, PING_MS)
  let isSweeping = false
  const sweeps = setInterval(() => {
    if (isSweeping) return
    isSweeping = true
    pump
      .sweep()
      .catch((error: unknown) => log.error('sweep-failed', error))
      .finally(() => (isSweeping = false))
  }, sweepMs)
  return () => [beats, checks, pings, sweeps].forEach(clearInterval)
}

function beat(connection: Connection, now: string, { pump }: TimerOptions): void {
  const { clientState } = connection
  if (!clientState) return
  connection.send({ type: 'heartbeat', ...clientState, now })
  connection.wasToldOfNothing = false
  pump.flush(connection)
}

function check(connection: Connection, { clock, sendBufferBytes }: TimerOptions): void {
  const now = clock.now()
  if (now >= connection.expiresAt) return connection.close('auth', 0)
  if (now >= connection.rotateAt) return connection.close('rotate', 0)
  if (isStuck(connection, sendBufferBytes)) return connection.close('slow', SLOW_RETRY_MS)
  if (now < connection.warnAt) return
  connection.warnAt = Infinity
  connection.send({ type: 'bye', reason: 'auth', retryAfterMs: 0 })
}

/**
 * Whether a reader has to go. One large frame may take a slow network longer than a look: only who
 * takes nothing of it is stuck.
 */
function isStuck(connection: Connection, sendBufferBytes: number): boolean {
  const waiting = connection.isWritable ? 0 : connection.bufferedBytes
  const takesNothing = waiting > 0 && waiting >= connection.waitedBytes
  connection.stalls = takesNothing ? connection.stalls + 1 : 0
  connection.waitedBytes = waiting
  return connection.stalls >= (waiting > sendBufferBytes ? STALLS_OF_MUCH : STALLS_ALLOWED)
}
