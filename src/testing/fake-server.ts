import {
  foldText,
  isUnread,
  isUnseen,
  isVisible,
  searchTextOf,
  type Command,
  type CommandRequest,
  type CommandResponse,
  type CommandResult,
  type Counts,
  type Delta,
  type Frame,
  type Head,
  type Position,
  type ProblemCode,
  type Row,
  type Snapshot,
} from '../protocol/index.js'
import { byNewest } from '../store/state.js'
import { memberRow, type RowOptions } from './fixtures.js'

const HEARTBEAT_MS = 10_000

/**
 * A server for the inbox of one member, in memory and in this page. Tests and stories use it
 * instead of a real server: pass its `fetch` to the client.
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
  /** Returns the reason to refuse a command; `undefined` carries it out. */
  refusalOf: (command: Command) => string | undefined = () => undefined
  /** The opaque name of the inbox. */
  inbox = 'fake'
  epoch = 'first'
  /** The member's preferences; `undefined` means that the server keeps no preferences. */
  preferences: object | undefined
  /** The bodies of all requests that changed preferences, in order. */
  readonly changes: object[] = []
  #features = { gamification: true }
  /**
   * The position at which the features changed last. A delta from an earlier position would not
   * contain the change.
   */
  #decidedAt = 0
  #u = 0
  #rows: ReadonlyMap<string, Row> = new Map()
  readonly #before = new Map<string, { rows: ReadonlyMap<string, Row>; head: Head }>()
  #head: Head = { rev: 0, read: {}, clear: {}, seen: { u: 0, b: 0 } }
  #streams = new Set<Stream>()

  /** Adds a notification for the member. */
  add(options: RowOptions = {}): Row {
    this.#u += 1
    const row = memberRow({ position: this.#u, ...options })
    this.#change([row])
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

  /** Turns an addon of the platform on or off. */
  decide(features: Readonly<{ gamification: boolean }>): void {
    this.#features = features
    this.#u += 1
    this.#decidedAt = this.#u
    this.send(this.snapshot(30, 'features'))
  }

  /** Sends any frame to all streams. */
  send(frame: Frame): void {
    for (const stream of this.#streams) stream.send(frame)
  }

  /** Sends a heartbeat to all streams. */
  beat(position: Position = this.position): void {
    this.send({ type: 'heartbeat', ...this.#lineage, position, now: new Date().toISOString() })
  }

  get position(): Position {
    return { u: this.#u, b: 0 }
  }

  get counts(): Counts {
    const unread = [...this.#rows.values()].filter((row) => isUnread(row, this.#head))
    const unreadByCategory: Record<string, number> = {}
    for (const { category } of unread)
      unreadByCategory[category] = (unreadByCategory[category] ?? 0) + 1
    return {
      unread: unread.length,
      unreadByCategory,
      unseen: unread.filter((row) => isUnseen(row, this.#head)).length,
    }
  }

  /** Returns the state as a snapshot with a first page of `limit` rows. */
  snapshot(limit = 30, reason: Snapshot['reason'] = null): Snapshot {
    const { rows, next } = this.#page(limit)
    return {
      type: 'snapshot',
      reason,
      ...this.#lineage,
      to: this.#cursor,
      position: this.position,
      head: this.#head,
      counts: this.counts,
      features: this.#features,
      now: new Date().toISOString(),
      notifications: rows,
      next,
    }
  }

  async #answer(request: Request): Promise<Response> {
    if (this.isSilent) return new Promise<never>(() => {})
    if (this.failure !== undefined) return problemResponse(this.failure)
    const { pathname, searchParams } = new URL(request.url)
    const limit = Number(searchParams.get('limit') ?? 30)
    if (pathname.endsWith('/v1/inbox')) return Response.json(this.snapshot(limit))
    if (pathname.endsWith('/v1/inbox/page')) {
      if (this.hasNoPages) return new Response(null, { status: 503 })
      const { rows, next } = this.#page(limit, searchParams.get('after'), searchParams)
      return Response.json({ type: 'page', to: this.#cursor, notifications: rows, next })
    }
    if (pathname.endsWith('/v1/inbox/commands'))
      return Response.json(this.#obey((await request.json()) as CommandRequest))
    if (this.preferences && pathname.endsWith('/v1/inbox/preferences')) {
      if (request.method === 'PUT') this.#prefer(await request.json())
      return Response.json(this.preferences)
    }
    if (pathname.endsWith('/v1/inbox/stream')) return this.#stream(request)
    return problemResponse(404)
  }

  /**
   * Applies a change as the protocol says: only the named settings change, down to a single switch.
   */
  #prefer(change: unknown): void {
    this.changes.push(change as object)
    this.preferences = merge(this.preferences ?? {}, change as object)
  }

  #page(
    limit: number,
    after: string | null = null,
    query = new URLSearchParams(),
  ): { rows: Row[]; next: string | null } {
    const end = after === null ? undefined : this.#rows.get(after)
    const wanted = [...this.#rows.values()]
      .filter((row) => isVisible(row, this.#head) && (!end || byNewest(row, end) > 0))
      .filter((row) => isWanted(row, this.#head, query))
      .sort(byNewest)
    const rows = wanted.slice(0, limit)
    return { rows, next: limit < wanted.length ? (rows.at(-1)?.id ?? null) : null }
  }

  #obey({ base, commands }: CommandRequest): CommandResponse {
    this.requests.push({ base, commands })
    const from = positionOf(base)
    const results = commands.map((command) => this.#resultOf(command))
    const ids = commands.map(({ id }) => id)
    const isUndone = commands.some(({ type }) => type === 'undo')
    return {
      results,
      frame: isUndone ? this.snapshot(30, 'undo') : this.#delta(from, ids),
    }
  }

  #resultOf(command: Command): CommandResult {
    const { id } = command
    const code = this.refusalOf(command)
    if (code !== undefined) return { id, status: 'refused', code }
    if (this.#before.has(id)) return { id, status: 'repeated' }
    this.#carryOut(command)
    return { id, status: 'applied' }
  }

  #carryOut(command: Command): void {
    this.#u += 1
    this.#before.set(command.id, { rows: this.#rows, head: this.#head })
    switch (command.type) {
      case 'read':
      case 'remove':
      case 'unread':
        return this.#mark(command.type, command.notification)
      case 'read-all':
        return this.#raise('read', positionOf(command.upTo), command.category)
      case 'clear-all':
        return this.#raise('clear', positionOf(command.upTo), command.category)
      case 'clear-read':
        return this.#clearRead(positionOf(command.upTo))
      case 'seen':
        this.#head = { ...this.#head, rev: this.#u, seen: positionOf(command.upTo) }
        return this.#change([])
      case 'undo':
        return this.#undo(command.command)
    }
  }

  #mark(type: 'read' | 'remove' | 'unread', id: string): void {
    const row = this.#rows.get(id)
    if (!row) return
    const rev = this.#u
    if (type === 'read') this.#change([{ ...row, kind: 'read', rev, readPos: row.pos }])
    if (type === 'remove') this.#change([{ ...row, kind: 'removed', rev, gonePos: row.pos }])
    if (type === 'unread') this.#change([{ ...row, kind: 'unread', rev, pos: rev }])
  }

  #raise(register: 'read' | 'clear', upTo: Position, category: string | undefined): void {
    const categories =
      category === undefined ? [...this.#rows.values()].map((row) => row.category) : [category]
    const raised = Object.fromEntries(categories.map((name) => [name, upTo]))
    const head = { ...this.#head, [register]: { ...this.#head[register], ...raised } }
    this.#head = { ...head, rev: this.#u }
    this.#change([])
  }

  #clearRead(upTo: Position): void {
    const read = [...this.#rows.values()].filter(
      (row) => row.alertPos <= upTo.u && isVisible(row, this.#head) && !isUnread(row, this.#head),
    )
    this.#change(read.map((row) => ({ ...row, kind: 'removed', rev: this.#u, gonePos: row.pos })))
  }

  #undo(id: string): void {
    const before = this.#before.get(id)
    if (!before) return
    this.#rows = before.rows
    this.#head = { ...before.head, rev: this.#u }
    for (const stream of this.#streams) stream.send(this.snapshot(30, 'undo'))
  }

  #change(rows: readonly Row[]): void {
    this.#rows = new Map([...this.#rows, ...rows.map((row) => [row.id, row] as const)])
    for (const stream of this.#streams) stream.send(this.#delta(stream.position, []))
  }

  #delta(from: Position, commands: readonly string[]): Delta {
    return {
      type: 'delta',
      ...this.#lineage,
      from,
      to: this.#cursor,
      position: this.position,
      head: this.#head.rev > from.u ? this.#head : null,
      counts: this.counts,
      notifications: [...this.#rows.values()].filter(({ rev }) => rev > from.u),
      commands,
      now: new Date().toISOString(),
    }
  }

  #stream(request: Request): Response {
    const cursor = request.headers.get('last-event-id')
    this.opened.push(cursor)
    const stream = new Stream(request, () => this.#streams.delete(stream))
    this.#streams.add(stream)
    stream.send({
      type: 'hello',
      ...this.#lineage,
      version: 1,
      minVersion: 1,
      heartbeatMs: HEARTBEAT_MS,
      now: new Date().toISOString(),
      hints: { reconnectWindowMs: 0, resetWindowMs: 0, pollAfterMs: 30_000, maxAgeMs: 900_000 },
    })
    stream.send(this.#since(cursor))
    return new Response(stream.body, { headers: { 'content-type': 'text/event-stream' } })
  }

  /** Returns the first frame of a stream. */
  #since(cursor: string | null): Frame {
    if (cursor === null) return this.snapshot()
    if (!cursor.startsWith(`${this.epoch}.`)) return this.snapshot(30, 'epoch')
    const from = positionOf(cursor)
    return from.u < this.#decidedAt ? this.snapshot(30, 'features') : this.#delta(from, [])
  }

  get #lineage(): { inbox: string; epoch: string } {
    return { inbox: this.inbox, epoch: this.epoch }
  }

  get #cursor(): string {
    return `${this.epoch}.${this.#u}`
  }
}

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

function isWanted(row: Row, head: Head, query: URLSearchParams): boolean {
  const text = searchTextOf(row.content ?? { title: '', message: '' })
  return (
    text.includes(foldText(query.get('q') ?? '')) &&
    (query.get('filter') !== 'unread' || isUnread(row, head)) &&
    (query.get('category') ?? row.category) === row.category
  )
}

const positionOf = (cursor: string): Position => ({ u: Number(cursor.split('.')[1] ?? 0), b: 0 })

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

class Stream {
  readonly body: ReadableStream<Uint8Array>
  position: Position = { u: 0, b: 0 }
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
    if ('position' in frame && frame.type !== 'heartbeat') this.position = frame.position
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
