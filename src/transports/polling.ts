import {
  ProtocolError,
  readFrame,
  type Delta,
  type Frame,
  type Heartbeat,
  type Hello,
  type Snapshot,
} from '../protocol/index.js'
import { readJson } from './body.js'
import { authorization, sendRequest, routeOf } from './http.js'
import { TransportError, type OpenOptions, type Transport } from './transport.js'

/** Options of the polling transport. */
export interface PollingOptions {
  /**
   * How long the server may hold back an answer until there is news, in seconds, at most 25. With 0
   * the server answers at once, and the next request follows after the pause that the server names:
   * half a minute.
   *
   * @default 15
   */
  readonly wait?: number
  /**
   * The `fetch` function to use.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: typeof globalThis.fetch
  /**
   * The limit for the length of an answer, in characters. A longer answer is a `ProtocolError`.
   *
   * @default 4,194,304
   */
  readonly maxAnswerLength?: number
}

/** The frames of an answer, and the pause until the next request; `null` keeps the former pause. */
interface Answer {
  readonly frames: readonly Frame[]
  readonly pollAfterMs: number | null
}

type State = Snapshot | Delta

/** How much later than `wait` an answer may arrive, in milliseconds. */
const LATE_MS = 8_000
/**
 * The least time between two requests if the server has no news and does not wait, in milliseconds.
 */
const NOTHING_NEW_MS = 1_000
/**
 * The fraction by which pauses vary at random, so that pages do not send their requests together.
 */
const JITTER = 0.1

/**
 * Creates a transport that sends plain requests, one after the other, for networks that block
 * everything else. The server holds each request back until there is news. With `wait: 0` it
 * answers at once, and changes arrive late.
 */
export function polling(options: PollingOptions = {}): Transport {
  const waitMs = (options.wait ?? 15) * 1_000

  async function* open(opening: OpenOptions): AsyncGenerator<Frame> {
    const { signal } = opening
    let hello: Hello | undefined
    let state: State | undefined
    let pollAfterMs = 0
    for (;;) {
      const askedAt = performance.now()
      const before = state
      const answer = await ask(opening, options, waitMs, before?.to)
      pollAfterMs = answer.pollAfterMs ?? pollAfterMs
      for (const frame of answer.frames) {
        if (frame.type === 'hello') hello = frame
        if (isState(frame)) state = frame
      }
      // The client measures silence in heartbeats, and here heartbeats are as far apart as answers.
      const heartbeatMs = Math.max(waitMs, pollAfterMs)
      if (hello && hello.heartbeatMs !== heartbeatMs)
        yield (hello = { ...hello, heartbeatMs, now: '' })
      for (const frame of answer.frames) {
        if (frame.type !== 'hello') yield frame
        if (frame.type === 'bye') return
      }
      if (before && answer.frames.length === 0) yield heartbeatAt(before)
      const restMs = state?.to === before?.to ? NOTHING_NEW_MS - (performance.now() - askedAt) : 0
      const pauseMs = Math.max(restMs, spread(pollAfterMs))
      // In a hidden page, even a timer of 0 ms takes a second.
      if (pauseMs > 0) await pause(pauseMs, signal)
    }
  }

  return { name: 'polling', isDelayed: waitMs === 0, open }
}

/** Sends one request for the changes after the last state, or else after the cursor. */
async function ask(
  { endpoint, cursor, token, signal }: OpenOptions,
  { fetch = globalThis.fetch, maxAnswerLength }: PollingOptions,
  waitMs: number,
  lastTo: string | undefined,
): Promise<Answer> {
  const late = new AbortController()
  const giveUp = (): void => late.abort(new TransportError('network'))
  const timer = setTimeout(giveUp, waitMs + LATE_MS)
  const until = AbortSignal.any([signal, late.signal])
  const after = lastTo ?? cursor
  try {
    const query = { wait: String(waitMs / 1_000), ...(after !== null && { cursor: after }) }
    const response = await sendRequest(fetch, routeOf(endpoint, 'inbox/sync', query), {
      signal: until,
      headers: {
        ...authorization(token),
        accept: 'application/json',
        ...(lastTo !== undefined && { 'if-none-match': `"${lastTo}"` }),
      },
    })
    if (response.status === 304 && lastTo !== undefined)
      return { frames: [], pollAfterMs: pollAfterMsOf(response) }
    return readAnswer(await readJson(response, until, maxAnswerLength))
  } finally {
    clearTimeout(timer)
  }
}

/** A server of another origin may not expose this header; the former pause then stays in force. */
function pollAfterMsOf({ headers }: Response): number | null {
  const header = headers.get('x-poll-after-ms')
  return header !== null && Number(header) >= 0 ? Number(header) : null
}

function readAnswer(value: unknown): Answer {
  const { frames, pollAfterMs } = Object(value) as Record<keyof Answer, unknown>
  if (!Array.isArray(frames) || typeof pollAfterMs !== 'number')
    throw new ProtocolError('malformed')
  return { frames: frames.map(readFrame).filter((frame) => frame !== null), pollAfterMs }
}

const isState = (frame: Frame): frame is State =>
  frame.type === 'snapshot' || frame.type === 'delta'

/** Only the server knows the time of its clock, so the heartbeat has none. */
const heartbeatAt = ({ inbox, epoch, position }: State): Heartbeat => ({
  type: 'heartbeat',
  inbox,
  epoch,
  position,
  now: '',
})

const spread = (delayMs: number): number => delayMs * (1 + JITTER * (2 * Math.random() - 1))

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = new AbortController()
    const timer = setTimeout(() => {
      ended.abort()
      resolve()
    }, delayMs)
    const abort = (): void => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', abort, { once: true, signal: ended.signal })
  })
}
