import type { Bye, Frame, Lineage, Position, Snapshot, Delta } from 'belfry/protocol'
import type { InboxKey } from '../storage/inbox-key.js'
import type { Sink } from './sink.js'

/** The position of a client, with its inbox and epoch. */
export interface ClientState extends Lineage {
  readonly position: Position
}

/** The options of a {@link ClientConnection}. */
export interface ClientConnectionOptions {
  readonly key: InboxKey
  /** The IP address of the client, for the limit of streams. */
  readonly address: string
  readonly sink: Sink
  /** The time at which the client's token expires, in milliseconds since 1970. */
  readonly expiresAt: number
  /** The time at which the client is warned of the expiry, in milliseconds since 1970. */
  readonly warnAt: number
  /** The time at which the client must reconnect, in milliseconds since 1970. */
  readonly rotateAt: number
  /**
   * Whether the client gets empty deltas. Such a delta moves `b` only, because of a broadcast for
   * other members. A waiting poll gets none: it would end the wait without any news.
   *
   * @default true
   */
  readonly sendsEmptyDeltas?: boolean | undefined
}

/** An open stream: the position that the client has reached, and whether it may lack changes. */
export class ClientConnection {
  readonly key: InboxKey
  readonly address: string
  readonly expiresAt: number
  readonly rotateAt: number
  readonly sendsEmptyDeltas: boolean
  /**
   * The time at which the client is warned of the expiry of its token, in milliseconds since 1970;
   * `Infinity` after the warning.
   */
  warnAt: number
  /** The position of the last state sent to the client; `null` before the first one. */
  clientState: ClientState | null = null
  /** The `bye` frame that the server closed the connection with; `null` while it is open. */
  goodbye: Bye | null = null
  /** Whether there may be changes that the client lacks. */
  isDirty = false
  /** Whether the client's state is being read, or has not been sent yet. */
  isBusy = false
  /**
   * Whether an empty delta was sent after the last heartbeat. The next empty delta then waits for
   * the next heartbeat.
   */
  hasSentEmptyDelta = false
  /** The number of consecutive checks at which the client had not read any buffered bytes. */
  stalls = 0
  /** The number of buffered bytes at the last check. */
  waitedBytes = 0
  readonly #sink: Sink
  #isOpen = true

  constructor(options: ClientConnectionOptions) {
    const { key, address, sink, expiresAt, warnAt, rotateAt, sendsEmptyDeltas = true } = options
    this.key = key
    this.address = address
    this.expiresAt = expiresAt
    this.warnAt = warnAt
    this.rotateAt = rotateAt
    this.sendsEmptyDeltas = sendsEmptyDeltas
    this.#sink = sink
    sink.onClose(() => (this.#isOpen = false))
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Whether the client accepts more bytes without buffering them in memory. */
  get isWritable(): boolean {
    return this.#isOpen && this.#sink.isWritable
  }

  /** The number of bytes that are buffered in memory for the client. */
  get bufferedBytes(): number {
    return this.#sink.bufferedBytes
  }

  /** Sends a frame. Does nothing if the connection is closed. */
  send(frame: Frame): void {
    if (!this.#isOpen) return
    this.#sink.write(frame)
    if (frame.type === 'snapshot' || frame.type === 'delta') this.recordState(frame)
  }

  /** Records that the client has this state. */
  recordState({ inbox, epoch, position }: Snapshot | Delta): void {
    this.clientState = { inbox, epoch, position }
  }

  /** Sends a `bye` frame and closes the connection, even if the client never reads the frame. */
  close(reason: Bye['reason'], retryAfterMs: number): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.goodbye = { type: 'bye', reason, retryAfterMs }
    this.#sink.end(this.goodbye)
  }

  /** Sends a ping, so that proxies see that the connection is in use. */
  ping(): void {
    if (this.#isOpen) this.#sink.ping?.()
  }

  /** Registers a listener that runs when the client has read all buffered bytes. */
  onDrain(listener: () => void): void {
    this.#sink.onDrain(listener)
  }

  /** Registers a listener that runs once, when the connection is closed. */
  onClose(listener: () => void): void {
    this.#sink.onClose(listener)
  }
}
