import {
  ProtocolError,
  readFrame,
  type Delta,
  type Frame,
  type Heartbeat,
  type Hello,
  type Snapshot,
} from '../protocol/index.js'
import { jsonOf } from './body.js'
import { authorization, request, routeOf } from './http.js'
import { TransportError, type OpenOptions, type Transport } from './transport.js'

/** Settings of the polling transport. */
export interface PollingOptions {
  /**
   * How long the server may hold an answer back until something happens, in seconds, at most 25.
   * With 0 it answers at once, and is asked again when it says: after half a minute.
   * @default 15
   */
  readonly wait?: number
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch
  /**
   * The longest answer, in characters, before it is given up.
   * @default 4,194,304
   */
  readonly maxAnswerLength?: number
}

/** What is new, and when to ask again; `null` leaves that as it was. */
interface Answer {
  readonly frames: readonly Frame[]
  readonly pollAfterMs: number | null
}

type State = Snapshot | Delta

/** An answer may come so much later than the server was allowed to wait, in milliseconds. */
const LATE_MS = 8_000
/** A server that has nothing new and does not wait is asked no more often than this. */
const NOTHING_NEW_MS = 1_000
/** How far the times of asking are spread, so that pages do not ask together. */
const JITTER = 0.1

/**
 * Plain requests, one after the other, for networks that let nothing else through. The server holds
 * each back until something happens; with `wait: 0` it does not, and changes come late.
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
      // Silence is measured in heartbeats, and these are as far apart as the answers.
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
      // A timer of nothing is one of a second in a hidden page.
      if (pauseMs > 0) await pause(pauseMs, signal)
    }
  }

  return { name: 'polling', isDelayed: waitMs === 0, open }
}

/** Asks once, for what came after the last state, or else after the place to go on from. */
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
    const response = await request(fetch, routeOf(endpoint, 'inbox/sync', query), {
      signal: until,
      headers: {
        ...authorization(token),
        accept: 'application/json',
        ...(lastTo !== undefined && { 'if-none-match': `"${lastTo}"` }),
      },
    })
    if (response.status === 304 && lastTo !== undefined)
      return { frames: [], pollAfterMs: pollAfterMsOf(response) }
    return readAnswer(await jsonOf(response, until, maxAnswerLength))
  } finally {
    clearTimeout(timer)
  }
}

/** A page of another origin may not be shown this header; then it goes by what it knew. */
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

/** Only the server can tell the time of its clock. */
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
