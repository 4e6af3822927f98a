import type { Frame } from '../../../src/protocol/index.js'
import type { FakeTab } from '../browser/fake-browser.js'
import { Wire, type Attempt } from './link.js'
import type { Network } from './network.js'
import type { Feed, ModelSite } from '../server/model-site.js'

/** The first message of a page: who it is, and from where it goes on. */
interface Hello {
  readonly type: 'auth'
  readonly token: string | null
  readonly cursor: string | null
}

const refusals: Readonly<Record<number, number>> = { 401: 4401, 403: 4403, 429: 4429, 503: 4503 }
const AUTH_WITHIN_MS = 5_000

/** A `WebSocket` whose other end is the site's `/inbox/socket`. */
export class FakeSocket extends EventTarget {
  onopen: (() => void) | null = null
  onmessage: ((event: MessageEvent) => void) | null = null
  onerror: (() => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  readyState = 0
  readonly #network: Network
  readonly #tab: FakeTab
  readonly #wire: Wire
  readonly #attempt: Attempt
  #site: ModelSite | undefined
  #feed: Feed | undefined
  #sent = 0

  constructor(
    network: Network,
    tab: FakeTab,
    readonly url: URL,
  ) {
    super()
    this.#network = network
    this.#tab = tab
    this.#attempt = network.note(tab, 'socket', null)
    this.#wire = new Wire(
      network.link,
      tab.thread,
      () => this.#closed(1006),
      () => this.#leave(),
    )
    tab.onGone.add(() => this.#wire.close())
    const block = network.blockOf('socket')
    const { time, latencyMs } = network.link
    if (block === 'refused') time.post(tab.thread, () => this.#closed(1006), latencyMs)
    if (block === 'mute') this.#wire.doom()
    if (block !== 'refused') this.#wire.up(() => this.#arrive())
  }

  send(text: string): void {
    if (this.readyState !== 1) throw new DOMException('not open', 'InvalidStateError')
    this.#wire.up(() => this.#receive(text))
  }

  close(): void {
    if (this.readyState >= 2) return
    this.readyState = 3
    this.#attempt.endedAt ??= this.#network.link.time.now
    this.#wire.close()
  }

  #arrive(): void {
    const site = this.#network.siteOf(null)
    // A page in place of the upgrade: a browser says no more than that it failed.
    const isForeign = this.#network.foreign.has('socket') || site.refusal?.html !== undefined
    if (!site.isUp || isForeign) return this.#wire.break()
    this.#wire.down(() => {
      this.readyState = 1
      this.onopen?.()
    })
    const { time } = this.#network.link
    const refuse = (): void => {
      if (!this.#feed) this.#end(4408)
    }
    time.post(time.world, refuse, AUTH_WITHIN_MS)
  }

  #receive(text: string): void {
    if (this.#feed) return this.#end(4400)
    const { token, cursor } = JSON.parse(text) as Hello
    const site = this.#network.siteOf(token)
    this.#site = site
    const refusal = site.refuse(token)
    if (refusal?.code === 'member-removed') return this.#end(4410)
    if (refusal) return this.#end(refusals[refusal.status] ?? 1011)
    this.#feed = {
      kind: 'socket',
      position: { u: 0, b: 0 },
      wasToldOfNothing: false,
      send: (frame) => this.#sendFrame(frame),
      end: (code = 1000) => (code === 1006 ? this.#wire.break() : this.#end(code)),
    }
    site.open(this.#feed, cursor)
  }

  #sendFrame(frame: Frame): void {
    this.#sent += 1
    for (const text of this.#network.tampered(JSON.stringify(frame), this.#sent <= 2))
      this.#wire.down(() => {
        this.#attempt.isAnswered = true
        this.onmessage?.(new MessageEvent('message', { data: text }))
      })
  }

  #end(code: number): void {
    this.#wire.down(() => this.#closed(code))
    this.#leave()
  }

  #leave(): void {
    if (this.#feed) this.#site?.feeds.delete(this.#feed)
  }

  #closed(code: number): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.#wire.finish()
    this.#attempt.endedAt ??= this.#tab.browser.time.now
    if (code === 1006) this.onerror?.()
    this.onclose?.({ code })
  }
}
