import type { Clock } from '../clock.js'
import { log } from '../log.js'
import type { ClientConnection } from './connection.js'
import type { Hub } from './hub.js'
import type { Pump } from './pump.js'
import { isStuck } from './slow-clients.js'

/** Dependencies of {@link startTimers}. All times are in milliseconds. */
export interface TimerOptions {
  readonly hub: Hub
  readonly pump: Pump
  /** The clock for the expiry of tokens and the age of streams. */
  readonly clock: Clock
  readonly heartbeatMs: number
  readonly sweepMs: number
  /** The maximum number of bytes to buffer for a client. A client above it is closed sooner. */
  readonly sendBufferBytes: number
}

/**
 * The interval of pings, in milliseconds. Proxies that close idle connections wait
 * longer than this.
 */
const PING_MS = 25_000
/** The interval at which expired, old and stuck streams are checked, in milliseconds. */
const CHECK_MS = 1000
/** The time after which a stuck client may reconnect, in milliseconds. */
const SLOW_RETRY_MS = 2000

/**
 * Starts the timers that all streams share: one of each kind, whatever the number of streams.
 *
 * @returns a function that stops the timers
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

function beat(connection: ClientConnection, now: string, { pump }: TimerOptions): void {
  const { clientState } = connection
  if (!clientState) return
  connection.send({ type: 'heartbeat', ...clientState, now })
  connection.hasSentEmptyDelta = false
  pump.flush(connection)
}

function check(connection: ClientConnection, { clock, sendBufferBytes }: TimerOptions): void {
  const now = clock.now()
  if (now >= connection.expiresAt) return connection.close('auth', 0)
  if (now >= connection.rotateAt) return connection.close('rotate', 0)
  if (isStuck(connection, sendBufferBytes)) return connection.close('slow', SLOW_RETRY_MS)
  if (now < connection.warnAt) return
  connection.warnAt = Infinity
  connection.send({ type: 'bye', reason: 'auth', retryAfterMs: 0 })
}
