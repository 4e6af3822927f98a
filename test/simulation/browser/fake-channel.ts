import type { Thread, VirtualTime } from '../clock/virtual-time.js'

/** The channels of one origin in one browser. */
export class ChannelHub {
  /** Each page hears itself only, as in a browser that puts its pages apart. */
  isBroken = false
  readonly #channels = new Set<FakeChannel>()

  constructor(readonly time: VirtualTime) {}

  /** Opens a page's end of a channel. `isActive` tells whether messages reach the page at all. */
  open(name: string, thread: Thread, isActive: () => boolean): BroadcastChannel {
    const channel = new FakeChannel(name, thread, isActive, this)
    this.#channels.add(channel)
    return channel
  }

  /** How many ends of channels are open. */
  get size(): number {
    return this.#channels.size
  }

  send(from: FakeChannel, message: unknown): void {
    // As it was when it was sent.
    const data: unknown = structuredClone(message)
    for (const channel of this.#channels) {
      if (channel === from || channel.name !== from.name || !channel.isActive()) continue
      if (this.isBroken && channel.thread !== from.thread) continue
      this.time.post(channel.thread, () => {
        if (this.#channels.has(channel)) channel.receive(data)
      })
    }
  }

  close(channel: FakeChannel): void {
    this.#channels.delete(channel)
  }

  has(channel: FakeChannel): boolean {
    return this.#channels.has(channel)
  }

  /** The page is gone: so are its ends. */
  forget(thread: Thread): void {
    for (const channel of this.#channels) if (channel.thread === thread) this.close(channel)
  }
}

class FakeChannel extends EventTarget {
  onmessage: ((event: MessageEvent) => void) | null = null
  onmessageerror: ((event: MessageEvent) => void) | null = null

  constructor(
    readonly name: string,
    readonly thread: Thread,
    readonly isActive: () => boolean,
    readonly hub: ChannelHub,
  ) {
    super()
  }

  postMessage(message: unknown): void {
    if (!this.hub.has(this)) throw new DOMException('channel is closed', 'InvalidStateError')
    this.hub.send(this, message)
  }

  receive(data: unknown): void {
    const event = new MessageEvent('message', { data })
    this.onmessage?.(event)
    this.dispatchEvent(event)
  }

  close(): void {
    this.hub.close(this)
  }
}
