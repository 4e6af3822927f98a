import {
  isSamePosition,
  type Bye,
  type CommandRequest,
  type Frame,
  type Heartbeat,
  type Hello,
  type Position,
  type ProblemCode,
} from '../../../src/protocol/index.js'
import { writeCursor, type Cause, type Data } from '../../../src/testing/model/model-data.js'
import { ModelServer } from '../../../src/testing/model/model-server.js'
import { shortLimits } from './short-limits.js'
import type { VirtualTime } from '../clock/virtual-time.js'

/** A request as it reaches the server. */
export interface Arrival {
  /** The address behind `/v1/`. */
  readonly route: string
  readonly query: URLSearchParams
  readonly headers: Headers
  readonly body: string | null
}

/** The server's answer to a request. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  /** A page: something else than the server answers in its place. */
  readonly html?: string
  /** The code of a refusal. Default: the usual one of its status. */
  readonly code?: ProblemCode
}

/** The codes of the server's own refusals. */
const codes: Readonly<Record<number, ProblemCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  422: 'invalid',
  429: 'too-many-requests',
  503: 'unavailable',
}

/** A refusal in the server's own words. */
const inItsWords = (answer: Answer): Answer => {
  const code = answer.code ?? codes[answer.status]
  if (answer.html !== undefined || !code) return answer
  const headers = { 'content-type': 'application/problem+json', ...answer.headers }
  return { ...answer, headers, json: { code, status: answer.status } }
}

/** One connection that the server sends frames on. */
export interface Feed {
  readonly kind: 'stream' | 'socket' | 'sync'
  /** The last position sent. */
  position: Position
  /** Whether it was told of nothing since the last heartbeat, as once is enough. */
  wasToldOfNothing: boolean
  send(frame: Frame): void
  /** Ends it: cleanly, or with a WebSocket's close code. */
  end(code?: number): void
}

/** How the server's hints read. */
export const hints = {
  reconnectWindowMs: 1_000,
  resetWindowMs: 2_000,
  pollAfterMs: 30_000,
  maxAgeMs: 900_000,
}
export const HEARTBEAT_MS = 10_000
/** The interval of the sweep, which finds changes that the hub was not told of. */
const SWEEP_MS = 5_000

/** The platform's server: the model of one member's inbox behind the routes of the member API. */
export class ModelSite {
  readonly server: ModelServer
  readonly feeds = new Set<Feed>()
  /** Answers every request so, where it is set. */
  refusal: Answer | null = null
  /** Whether anything listens at its address. */
  isUp = true
  /** Whether the hub hears of changes; else the sweep finds them. */
  isHinted = true
  /** Tokens that it takes; `null` takes any. */
  tokens: ReadonlySet<string> | null = null
  /** Its clock's error. */
  clockSkewMs = 0
  /** Every command request that was carried out. */
  readonly requests: CommandRequest[] = []

  constructor(
    readonly time: VirtualTime,
    readonly inbox: string,
    observe: (cause: Cause) => void,
    Server: typeof ModelServer = ModelServer,
  ) {
    const onChange = (cause: Cause): void => {
      observe(cause)
      this.#hint()
    }
    this.server = new Server(onChange, { inbox, now: () => this.#now(), ...shortLimits })
  }

  /** Answers a request that does not wait. */
  answer({ route, query, body }: Arrival): Answer {
    switch (route) {
      case 'inbox':
        return { status: 200, json: this.server.resume(null) }
      case 'inbox/page':
        return { status: 200, json: this.server.page(query.get('after') ?? '') }
      case 'inbox/commands':
        return { status: 200, json: this.#obey(JSON.parse(body ?? '') as CommandRequest) }
      default:
        return { status: 404 }
    }
  }

  /** Why it turns a request away, before anything else. */
  refuse(token: string | null): Answer | null {
    if (this.refusal) return inItsWords(this.refusal)
    const isKnown = !this.tokens || (token !== null && this.tokens.has(token))
    return isKnown ? null : inItsWords({ status: 401 })
  }

  /** Starts to send on a connection, from a cursor. */
  open(feed: Feed, cursor: string | null): void {
    this.feeds.add(feed)
    feed.send(this.hello())
    const frame = this.server.resume(cursor)
    feed.position = frame.position
    feed.send(frame)
    this.#beat(feed)
    this.time.post(this.time.world, () => this.bye(feed, 'rotate', 0), hints.maxAgeMs)
  }

  /** Says farewell on one connection, and ends it. */
  bye(feed: Feed, reason: Bye['reason'], retryAfterMs: number): void {
    if (!this.feeds.has(feed)) return
    feed.send({ type: 'bye', reason, retryAfterMs })
    this.end(feed)
  }

  end(feed: Feed, code?: number): void {
    if (this.feeds.delete(feed)) feed.end(code)
  }

  /** The process dies, and every connection with it; what it stored is there when it is back. */
  kill(): void {
    this.isUp = false
    for (const feed of this.feeds) this.end(feed, 1006)
  }

  /** Breaks every connection, like an abrupt restart. */
  cut(): void {
    for (const feed of this.feeds) this.end(feed, 1006)
  }

  /** Fails over to a copy that lacks the latest changes. */
  failOver(copy: Data): void {
    this.server.failOver(copy)
    this.cut()
  }

  hello(): Hello {
    const { inbox, server } = this
    const now = this.#now()
    const versions = { version: 1, minVersion: 1 }
    return {
      type: 'hello',
      ...versions,
      inbox,
      epoch: server.epoch,
      heartbeatMs: HEARTBEAT_MS,
      now,
      hints,
    }
  }

  /** Tells a connection what is new, if anything is. */
  wake(feed: Feed): void {
    if (!this.feeds.has(feed)) return
    const { server } = this
    const frame = server.resume(writeCursor(server.epoch, feed.position))
    if (frame.type === 'delta') {
      const { from, position, notifications, head, commands } = frame
      if (isSamePosition(from, position)) return
      const isNews = notifications.length > 0 || head || commands.length > 0 || from.u < position.u
      if (!isNews && feed.wasToldOfNothing) return
      feed.wasToldOfNothing ||= !isNews
    }
    feed.position = frame.position
    feed.send(frame)
  }

  #obey(request: CommandRequest): unknown {
    this.requests.push(request)
    return this.server.send(request.base, request.commands)
  }

  #hint(): void {
    const wakeAll = (): void => this.feeds.forEach((feed) => this.wake(feed))
    this.time.post(this.time.world, wakeAll, this.isHinted ? 0 : SWEEP_MS)
  }

  #beat(feed: Feed): void {
    if (feed.kind === 'sync') return
    const beat = (): void => {
      if (!this.feeds.has(feed)) return
      const { epoch } = this.server
      const heartbeat: Heartbeat & { inbox: string; epoch: string } = {
        type: 'heartbeat',
        inbox: this.inbox,
        epoch,
        position: feed.position,
        now: this.#now(),
      }
      feed.wasToldOfNothing = false
      feed.send(heartbeat)
      this.wake(feed)
      this.time.post(this.time.world, beat, HEARTBEAT_MS)
    }
    // At once, because some networks hold the first event back until there is a second.
    beat()
  }

  #now(): string {
    return new Date(this.time.now + this.clockSkewMs).toISOString()
  }
}
