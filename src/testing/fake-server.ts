import {
  foldText,
  isUnread,
  searchTextOf,
  type Command,
  type CommandRequest,
  type CommandResponse,
  type Counts,
  type Frame,
  type Head,
  type Hints,
  type Position,
  type ProblemCode,
  type Row,
  type Snapshot,
} from '../protocol/index.js'
import { memberRow, type RowOptions } from './fixtures.js'
import { ModelServer } from './model/model-server.js'

const HEARTBEAT_MS = 10_000
const hints: Hints = {
  reconnectWindowMs: 0,
  resetWindowMs: 0,
  pollAfterMs: 30_000,
  maxAgeMs: 900_000,
}

/** The options of a {@link FakeServer}. */
export interface FakeServerOptions {
  /**
   * The opaque name of the inbox.
   *
   * @default 'fake'
   */
  readonly inbox?: string
}

/**
 * A server for the inbox of one member, in memory and in this page. Tests and stories use it
 * instead of a real server: pass its `fetch` to the client.
 *
 * {@link ModelServer} has the rules of the inbox. This class has the member API around them:
 * addresses, streams and preferences, and the failures that a test switches on.
 */
export class FakeServer {
  /** Answers requests to any address. */
  readonly fetch: typeof globalThis.fetch = (input, init) => this.#answer(new Request(input, init))

  /** The bodies of all command requests, in order. */
  readonly requests: CommandRequest[] = []
  /** The cursors that streams were opened with, in order. */
  readonly opened: (string | null)[] = []
  /** A status with which every request is refused; `undefined` refuses none. */
  failure: number | undefined
  /** Whether requests for older pages fail, and only those. */
  hasNoPages = false
  /** Whether requests are left without an answer. */
  isSilent = false
  /** Returns the reason to refuse a command; `undefined` leaves it to the rules of the inbox. */
  refusalOf: (command: Command) => string | undefined = () => undefined
  /** The member's preferences; `undefined` means that the server keeps no preferences. */
  preferences: object | undefined
  /** The bodies of all requests that changed preferences, in order. */
  readonly changes: object[] = []
  /** The name of the inbox. */
  readonly inbox: string
  readonly #model: ModelServer
  readonly #streams = new Set<Stream>()

  constructor({ inbox = 'fake' }: FakeServerOptions = {}) {
    this.inbox = inbox
    this.#model = new ModelServer(() => this.#sendChanges(), {
      inbox,
      now,
      refusalOf: (command) => this.refusalOf(command),
    })
  }

  /**
   * Adds a notification for the member, or replaces the one with its id. There is none if its
   * category is hidden.
   */
  add(options: RowOptions = {}): Row {
    const row = memberRow({ position: this.position.u + 1, ...options })
    this.#model.deliver(row)
    return row
  }

  /** Adds `count` notifications for the member. */
  addMany(count: number, options: RowOptions = {}): void {
    for (let n = 0; n < count; n += 1) this.add(options)
  }

  /** The number of open streams. */
  get streamCount(): number {
    return this.#streams.size
  }

  /** Ends all streams, like a restart of the server. */
  cut(): void {
    for (const stream of this.#streams) stream.close()
  }

  /** Begins a new epoch, like a server that fails over to a copy of its data. */
  failOver(): void {
    this.#model.failOver(this.#model.save())
  }

  /** Turns an addon of the platform on or off. */
  decide({ gamification }: Readonly<{ gamification: boolean }>): void {
    if (gamification !== this.#model.hasGamification) this.#model.switchAddon()
  }

  /** Sends any frame to all streams. */
  send(frame: Frame): void {
    for (const stream of this.#streams) stream.send(frame)
  }

  /** Sends a heartbeat to all streams. */
  beat(position: Position = this.position): void {
    this.send({ type: 'heartbeat', ...this.#lineage, position, now: now() })
  }

  get position(): Position {
    return this.#model.position
  }

  get counts(): Counts {
    return this.#model.counts()
  }

  /** Returns the state as a snapshot with a first page of `limit` rows. */
  snapshot(limit?: number, reason: Snapshot['reason'] = null): Snapshot {
    return this.#model.snapshot(reason, limit)
  }

  async #answer(request: Request): Promise<Response> {
    if (this.isSilent) return new Promise<never>(() => {})
    if (this.failure !== undefined) return problemResponse(this.failure)
    const { pathname, searchParams } = new URL(request.url)
    switch (pathname.replace(/^.*\/v1\//, '')) {
      case 'inbox':
        return Response.json(this.snapshot(limitOf(searchParams)))
      case 'inbox/page':
        return this.#page(searchParams)
      case 'inbox/commands':
        return Response.json(this.#obey((await request.json()) as CommandRequest))
      case 'inbox/preferences':
        return this.#answerPreferences(request)
      case 'inbox/stream':
        return this.#openStream(request)
      default:
        return problemResponse(404)
    }
  }

  #page(query: URLSearchParams): Response {
    if (this.hasNoPages) return new Response(null, { status: 503 })
    const { head } = this.#model
    const isWanted = (row: Row): boolean => isFound(row, head, query)
    return Response.json(this.#model.page(query.get('after'), { limit: limitOf(query), isWanted }))
  }

  #obey({ base, commands }: CommandRequest): CommandResponse {
    this.requests.push({ base, commands })
    return this.#model.send(base, commands)
  }

  async #answerPreferences(request: Request): Promise<Response> {
    if (!this.preferences) return problemResponse(404)
    if (request.method === 'PUT') this.#prefer(await request.json())
    return Response.json(this.preferences)
  }

  /**
   * Applies a change as the protocol says: only the named settings change, down to a single switch.
   */
  #prefer(change: unknown): void {
    this.changes.push(change as object)
    this.preferences = merge(this.preferences ?? {}, change as object)
  }

  #openStream(request: Request): Response {
    const cursor = request.headers.get('last-event-id')
    this.opened.push(cursor)
    const stream = new Stream(request, () => this.#streams.delete(stream))
    this.#streams.add(stream)
    const versions = { version: 1, minVersion: 1 }
    const times = { heartbeatMs: HEARTBEAT_MS, now: now(), hints }
    stream.send({ type: 'hello', ...this.#lineage, ...versions, ...times })
    stream.send(this.#model.resume(cursor))
    return new Response(stream.body, { headers: { 'content-type': 'text/event-stream' } })
  }

  /** Sends each stream the changes since its last frame. */
  #sendChanges(): void {
    for (const stream of this.#streams)
      if (stream.cursor !== this.#model.cursor) stream.send(this.#model.resume(stream.cursor))
  }

  get #lineage(): { inbox: string; epoch: string } {
    return { inbox: this.inbox, epoch: this.#model.epoch }
  }
}

const now = (): string => new Date().toISOString()

const limitOf = (query: URLSearchParams): number | undefined =>
  query.has('limit') ? Number(query.get('limit')) : undefined

const codes: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-media-type',
  422: 'invalid',
  429: 'too-many-requests',
  500: 'internal',
  503: 'unavailable',
}

/** Returns a refusal as a Belfry server sends it (problem document, RFC 9457). */
export const problemResponse = (status: number, headers: Record<string, string> = {}): Response =>
  Response.json(
    { type: 'about:blank', code: codes[status] ?? 'internal', title: 'Refused', status },
    { status, headers: { 'content-type': 'application/problem+json', ...headers } },
  )

/** Whether a row is one that the query of a page asks for. */
function isFound(row: Row, head: Head, query: URLSearchParams): boolean {
  const text = searchTextOf(row.content ?? { title: '', message: '' })
  return (
    text.includes(foldText(query.get('q') ?? '')) &&
    (query.get('filter') !== 'unread' || isUnread(row, head)) &&
    (query.get('category') ?? row.category) === row.category
  )
}

/** Merges `change` into `before`, and nested objects likewise; lists are replaced. */
function merge(before: object, change: object): object {
  const isPlain = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  const held = new Map<string, unknown>(Object.entries(before))
  for (const [name, value] of Object.entries(change) as [string, unknown][]) {
    const old = held.get(name)
    held.set(name, isPlain(old) && isPlain(value) ? merge(old, value) : value)
  }
  return Object.fromEntries(held)
}

/** One connection that frames are sent on as server-sent events. */
class Stream {
  readonly body: ReadableStream<Uint8Array>
  /** The cursor of the last frame that had one; `null` before the first. */
  cursor: string | null = null
  /**
   * Keeps the request alive: Node does not abort the signal of a request that nothing refers to.
   */
  readonly #request: Request
  readonly #onEnd: () => void
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined

  constructor(request: Request, onEnd: () => void) {
    this.#request = request
    this.#onEnd = onEnd
    this.#request.signal.addEventListener('abort', () => this.break())
    this.body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller
      },
      cancel: () => this.#end(),
    })
  }

  send(frame: Frame): void {
    if ('to' in frame) this.cursor = frame.to
    const id = 'to' in frame ? `id: ${frame.to}\n` : ''
    const text = `${id}event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`
    this.#controller?.enqueue(new TextEncoder().encode(text))
  }

  close(): void {
    this.#controller?.close()
    this.#end()
  }

  break(): void {
    this.#controller?.error(new DOMException('aborted', 'AbortError'))
    this.#end()
  }

  #end(): void {
    this.#controller = undefined
    this.#onEnd()
  }
}
