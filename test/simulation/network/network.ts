import type { Frame } from '../../../src/protocol/index.js'
import type { FakeTab } from '../browser/fake-browser.js'
import { Wire, type Attempt, type Kind, type Link } from './link.js'
import { FakeSocket } from './fake-socket.js'
import type { Answer, Arrival, Feed, ModelSite } from '../server/model-site.js'

/** Finds the server that a token's member belongs to. */
export type SiteOf = (token: string | null) => ModelSite

const kinds: Readonly<Record<string, Kind>> = {
  inbox: 'state',
  'inbox/page': 'page',
  'inbox/commands': 'commands',
  'inbox/stream': 'stream',
  'inbox/socket': 'socket',
  'inbox/sync': 'sync',
}

/** The time after which a browser gives up a request without an answer. */
const GIVE_UP_MS = 300_000
const encoder = new TextEncoder()

/** The network as the pages of one machine have it. */
export class Network {
  /** The answers of a proxy in the server's place, by the kind of request. */
  readonly foreign = new Map<Kind, Answer>()
  /** Called with every page of older rows that reached a tab. */
  onPage: (tab: FakeTab, to: string) => void = () => undefined

  constructor(
    readonly link: Link,
    readonly siteOf: SiteOf,
  ) {}

  /** The `fetch` of one tab. */
  fetchOf(tab: FakeTab): typeof globalThis.fetch {
    return (input, init = {}) =>
      new Promise((resolve, reject) => {
        init.signal?.throwIfAborted()
        const url = new URL(input instanceof Request ? input.url : input)
        new Exchange(this, tab, url, init, { resolve, reject }).start()
      })
  }

  /** The `WebSocket` of one tab. */
  socketOf(tab: FakeTab): typeof globalThis.WebSocket {
    return socketClass(this, tab) as unknown as typeof globalThis.WebSocket
  }

  /** Notes that a page tries something. */
  note(tab: FakeTab, kind: Kind, token: string | null): Attempt {
    const { link } = this
    const at = link.time.now
    const attempt = { page: tab.thread, kind, at, token, endedAt: null, isAnswered: false }
    link.attempts.push(attempt)
    return attempt
  }

  /** Why a request does not even leave the machine, or get an answer. */
  blockOf(kind: Kind): 'refused' | 'mute' | null {
    if (this.link.state === 'refused') return 'refused'
    return this.link.blocks.get(kind) ?? null
  }

  /** Applies the next fault to a frame on its way. */
  tampered(text: string, isFirst: boolean): readonly string[] {
    const fault = isFirst ? undefined : this.link.frameFaults.shift()
    if (fault === 'drop') return []
    if (fault === 'double') return [text, text]
    return [fault === 'corrupt' ? text.replace('":', '"_') : text]
  }
}

const socketClass = (network: Network, tab: FakeTab) =>
  class extends FakeSocket {
    constructor(url: string | URL) {
      super(network, tab, new URL(url))
    }
  }

interface Settle {
  readonly resolve: (response: Response) => void
  readonly reject: (reason: unknown) => void
}

/** One request, from its sending to the end of its answer. */
class Exchange {
  readonly #wire: Wire
  readonly #attempt: Attempt
  readonly #arrival: Arrival
  readonly #token: string | null
  readonly #kind: Kind
  #body: ReadableStreamDefaultController<Uint8Array> | undefined
  #isBodyOpen = false
  #feed: Feed | undefined
  #held: string | undefined
  #sent = 0

  constructor(
    readonly network: Network,
    readonly tab: FakeTab,
    url: URL,
    readonly init: RequestInit,
    readonly settle: Settle,
  ) {
    const headers = new Headers(init.headers)
    const route = url.pathname.replace(/^.*\/v1\//, '')
    const body = typeof init.body === 'string' ? init.body : null
    this.#arrival = { route, query: url.searchParams, headers, body }
    this.#token = headers.get('authorization')?.replace('Bearer ', '') ?? null
    this.#kind = kinds[route] ?? 'state'
    this.#attempt = network.note(tab, this.#kind, this.#token)
    this.#wire = new Wire(
      network.link,
      tab.thread,
      () => this.#fail(new TypeError('network error')),
      () => this.#leave(),
    )
  }

  start(): void {
    const { network, tab, init } = this
    const block = network.blockOf(this.#kind)
    const { time } = network.link
    if (block === 'refused') {
      const refuse = (): void => this.#fail(new TypeError('failed to fetch'))
      return time.post(tab.thread, refuse, network.link.latencyMs)
    }
    const giveUp = (): void => {
      if (!this.#body) this.#fail(new TypeError('timed out'))
    }
    time.post(tab.thread, giveUp, GIVE_UP_MS)
    init.signal?.addEventListener('abort', () => {
      this.#wire.close()
      this.#fail(init.signal?.reason)
    })
    tab.onGone.add(() => {
      if (!init.keepalive) this.#wire.close()
    })
    if (block === 'mute') this.#wire.doom()
    this.#wire.up(() => this.#arrive())
  }

  #arrive(): void {
    if (this.#wire.isOver && !this.init.keepalive) return
    const site = this.network.siteOf(this.#token)
    if (!site.isUp) return this.#wire.break()
    const refusal = this.network.foreign.get(this.#kind) ?? site.refuse(this.#token)
    if (refusal) return this.#respond(refusal)
    if (this.#kind === 'stream') return this.#stream(site)
    if (this.#kind === 'sync') return this.#poll(site)
    this.#respond(site.answer(this.#arrival))
  }

  #respond({ status, headers = {}, json, html }: Answer): void {
    const { link } = this.network
    if (link.answersToLose > 0) {
      link.answersToLose -= 1
      return this.#wire.break()
    }
    const text = html || (json === undefined ? null : JSON.stringify(json))
    const type = html === undefined ? 'application/json' : 'text/html'
    this.#wire.down(() => {
      this.#wire.finish()
      this.#end(true)
      if (this.#kind === 'page' && status === 200)
        this.network.onPage(this.tab, (json as { to: string }).to)
      const all = { ...(text !== null && { 'content-type': type }), ...headers }
      this.settle.resolve(new Response(text, { status, headers: all }))
    })
  }

  #stream(site: ModelSite): void {
    this.#wire.down(() => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          this.#body = controller
          this.#isBodyOpen = true
        },
        cancel: () => {
          this.#isBodyOpen = false
          this.#end(false)
          this.#wire.close()
        },
      })
      this.settle.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
    })
    const feed: Feed = {
      kind: 'stream',
      position: { u: 0, b: 0 },
      wasToldOfNothing: false,
      send: (frame) => this.#sendEvent(frame),
      end: (code) => (code === 1006 ? this.#wire.break() : this.#closeBody()),
    }
    this.#feed = feed
    site.open(feed, this.#arrival.headers.get('last-event-id') ?? this.#arrival.query.get('cursor'))
  }

  #sendEvent(frame: Frame): void {
    const id = 'to' in frame ? `id: ${frame.to}\n` : ''
    const text = `${id}event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`
    this.#sent += 1
    const isFirst = this.#sent <= 2
    const { frameFaults } = this.network.link
    if (!isFirst && frameFaults[0] === 'hold' && this.#held === undefined) {
      frameFaults.shift()
      this.#held = text
      return
    }
    for (const part of this.network.tampered(text, isFirst)) this.#enqueue(part)
    if (this.#held !== undefined) this.#enqueue(this.#held)
    this.#held = undefined
  }

  #enqueue(text: string): void {
    this.#wire.down(() => {
      this.#attempt.isAnswered = true
      if (this.#isBodyOpen) this.#body?.enqueue(encoder.encode(text))
    })
  }

  #closeBody(): void {
    this.#wire.down(() => {
      this.#wire.finish()
      if (this.#isBodyOpen) this.#body?.close()
      this.#isBodyOpen = false
      this.#end(true)
    })
  }

  /** Waits for news, as long as the request allows, unless there are some. */
  #poll(site: ModelSite): void {
    const { query, headers } = this.#arrival
    const { time } = site
    const cursor = query.get('cursor')
    const wait = Number(query.get('wait') ?? 0)
    const pollAfterMs = wait > 0 ? 0 : 30_000
    const known = headers.get('if-none-match')
    const etag = (): string => `"${site.server.cursor}"`
    const answer = (frames: readonly Frame[]): void => {
      if (this.#feed && !site.feeds.delete(this.#feed) && frames.length === 0) return
      const status = frames.length > 0 ? 200 : 304
      const more = { etag: etag(), 'x-poll-after-ms': String(pollAfterMs) }
      const json = frames.length > 0 ? { frames, pollAfterMs } : undefined
      this.#respond({ status, headers: more, json })
    }
    if (known !== etag())
      return answer([...(known === null ? [site.hello()] : []), site.server.resume(cursor)])
    this.#feed = {
      kind: 'sync',
      position: site.server.position,
      wasToldOfNothing: true,
      send: (frame) => answer([frame]),
      end: (code) => (code === 1006 ? this.#wire.break() : answer([])),
    }
    site.feeds.add(this.#feed)
    time.post(time.world, () => answer([]), wait * 1_000)
  }

  /** The server learns that the page has left the connection. */
  #leave(): void {
    if (this.#feed) this.network.siteOf(this.#token).feeds.delete(this.#feed)
  }

  /** The page's end learns that nothing more will come. */
  #fail(reason: unknown): void {
    if (this.#attempt.endedAt !== null) return
    this.#end(false)
    this.#wire.finish()
    if (this.#isBodyOpen) this.#body?.error(reason)
    this.#isBodyOpen = false
    this.settle.reject(reason)
  }

  #end(isAnswered: boolean): void {
    this.#attempt.isAnswered ||= isAnswered
    this.#attempt.endedAt ??= this.network.link.time.now
  }
}
