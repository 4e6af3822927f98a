import type { Bye, Frame, Lineage, Position, Snapshot, Delta } from 'belfry/protocol'
import type { InboxKey } from '../storage/inbox-key.js'
import type { Sink } from './sink.js'

/** A position with what it is a position of. */
export interface ClientState extends Lineage {
  readonly position: Position
}

/** What a connection is opened with. */
export interface ConnectionOptions {
  readonly key: InboxKey
  /** Where it comes from, for the limit of streams. */
  readonly address: string
  readonly sink: Sink
  /** When its token ends, in milliseconds since 1970. */
  readonly expiresAt: number
  /** When the client is told so. */
  readonly warnAt: number
  /** When it must be opened anew, in milliseconds since 1970. */
  readonly rotateAt: number
}

/** One open stream: what it was sent, and whether there is more. */
export class Connection {
  readonly key: InboxKey
  readonly address: string
  readonly expiresAt: number
  readonly rotateAt: number
  /** When the client is told that its token ends; never again once it was told. */
  warnAt: number
  /** Where the last state sent here stands; `null` before the first one. */
  clientState: ClientState | null = null
  /** What the server said when it closed. */
  goodbye: Bye | null = null
  /** Whether something may be new for it. */
  isDirty = false
  /** Whether its state is being read or has not been sent yet. */
  isBusy = false
  /** Whether it was told since the last heartbeat that numbers moved without anything for it. */
  wasToldOfNothing = false
  /** How often in a row its reader was found to have taken nothing of what waited. */
  stalls = 0
  /** What waited then, in bytes. */
  waitedBytes = 0
  readonly #sink: Sink
  #isOpen = true

  constructor({ key, address, sink, expiresAt, warnAt, rotateAt }: ConnectionOptions) {
    this.key = key
    this.address = address
    this.expiresAt = expiresAt
    this.warnAt = warnAt
    this.rotateAt = rotateAt
    this.#sink = sink
    sink.onClose(() => (this.#isOpen = false))
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Whether the reader takes more without keeping it in memory. */
  get isWritable(): boolean {
    return this.#isOpen && this.#sink.isWritable
  }

  /** What waits in memory for the reader. */
  get bufferedBytes(): number {
    return this.#sink.bufferedBytes
  }

  /** Sends a frame. */
  send(frame: Frame): void {
    if (!this.#isOpen) return
    this.#sink.write(frame)
    if (frame.type === 'snapshot' || frame.type === 'delta') this.recordSent(frame)
  }

  /** The reader has this state. */
  recordSent({ inbox, epoch, position }: Snapshot | Delta): void {
    this.clientState = { inbox, epoch, position }
  }

  /** Says goodbye and closes, also when the reader never reads it. */
  close(reason: Bye['reason'], retryAfterMs: number): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.goodbye = { type: 'bye', reason, retryAfterMs }
    this.#sink.end(this.goodbye)
  }

  /** Shows middle boxes that the connection is in use. */
  ping(): void {
    if (this.#isOpen) this.#sink.ping?.()
  }

  /** Runs when the reader has taken what waited. */
  onDrain(listener: () => void): void {
    this.#sink.onDrain(listener)
  }

  /** Runs once when the connection is gone. */
  onClose(listener: () => void): void {
    this.#sink.onClose(listener)
  }
}
