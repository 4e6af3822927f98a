import { lineage, now } from './inbox.mjs'

/**
 * @import { ServerResponse } from 'node:http'
 * @import { Frame, Hello } from '../../../../src/protocol/frames.js'
 * @import { BelfryInbox } from './inbox.mjs'
 */

const HEARTBEAT_MS = 10_000
/** The padding that the real server sends for the buffers of proxies. */
const PADDING = `:${' '.repeat(2048)}\n\n`

/** @returns {Hello} */
export const hello = () => ({
  type: 'hello',
  version: 1,
  minVersion: 1,
  ...lineage,
  heartbeatMs: HEARTBEAT_MS,
  now: now(),
  hints: { reconnectWindowMs: 1000, resetWindowMs: 0, pollAfterMs: 30_000, maxAgeMs: 900_000 },
})

/**
 * Writes a frame as a server-sent event.
 *
 * @param {ServerResponse} response
 * @param {Frame} frame
 */
export function writeFrame(response, frame) {
  const id = 'to' in frame ? `id: ${frame.to}\n` : ''
  response.write(`${id}event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`)
}

/**
 * Begins an event stream as the real server does: padding, `hello`, the changes after the cursor,
 * and heartbeats, the first of them at once.
 *
 * @param {ServerResponse} response
 * @param {BelfryInbox} inbox
 * @param {string | null} cursor
 */
export function openStream(response, inbox, cursor) {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  response.write(PADDING)
  const beat = () =>
    writeFrame(response, { type: 'heartbeat', ...lineage, position: inbox.position, now: now() })
  writeFrame(response, hello())
  writeFrame(response, inbox.resume(cursor))
  beat()
  const timer = setInterval(beat, HEARTBEAT_MS)
  response.on('close', () => clearInterval(timer))
}
