import { log } from '../log.js'
import type { Connection } from './connection.js'
import type { Hub } from './hub.js'
import type { Pump } from './pump.js'

/** When what happens. All in milliseconds. */
export interface ClockOptions {
  readonly hub: Hub
  readonly pump: Pump
  readonly heartbeatMs: number
  readonly sweepMs: number
  /** A reader with more than this waiting in memory is cut. */
  readonly sendBufferBytes: number
}

/** Middle boxes that close what is idle wait for longer than this. */
const PING_MS = 25_000
/** Expired and old streams are looked for this often. */
const CHECK_MS = 1000
/** A reader that took nothing for so many heartbeats is gone or stuck. */
const STALLS_ALLOWED = 3
/** A reader that was cut may come back after so long. */
const SLOW_RETRY_MS = 2000

/**
 * The timers of all streams together: one each, whatever the number of streams.
 *
 * @returns stops them.
 */
export function startClock(options: ClockOptions): () => void {
  const { hub, pump, heartbeatMs, sweepMs } = options
  const beats = setInterval(() => {
    const now = new Date().toISOString()
    for (const connection of hub.all()) beat(connection, now, options)
  }, heartbeatMs)
  const checks = setInterval(() => {
    const now = Date.now()
    for (const connection of hub.all()) check(connection, now)
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

function beat(connection: Connection, now: string, { pump, sendBufferBytes }: ClockOptions): void {
  connection.stalls = connection.isWritable ? 0 : connection.stalls + 1
  if (connection.bufferedBytes > sendBufferBytes || connection.stalls >= STALLS_ALLOWED)
    return connection.close('slow', SLOW_RETRY_MS)
  const { place } = connection
  if (!place) return
  connection.send({ type: 'heartbeat', ...place, now })
  connection.wasToldOfNothing = false
  pump.flush(connection)
}

function check(connection: Connection, now: number): void {
  if (now >= connection.expiresAt) connection.close('auth', 0)
  else if (now >= connection.rotateAt) connection.close('rotate', 0)
}
