import type { ServerResponse } from 'node:http'
import type { Bye, Frame, Lineage, Position } from 'belfry/protocol'
import type { InboxKey } from '../storage/inbox-key.js'
import { formatEvent } from './sse.js'

/** A position with what it is a position of. */
export interface Place extends Lineage {
  readonly position: Position
}

/** What a connection is opened with. */
export interface ConnectionOptions {
  readonly key: InboxKey
  /** Where it comes from, for the limit of streams. */
  readonly address: string
  readonly response: ServerResponse
  /** When its token ends, in milliseconds since 1970. */
  readonly expiresAt: number
  /** When it must be opened anew, in milliseconds since 1970. */
  readonly rotateAt: number
}

/** How long a closing connection may take to read what is on its way. */
const LINGER_MS = 1000

/** One open stream: what it was sent, and whether there is more. */
export class Connection {
  readonly key: InboxKey
  readonly address: string
  readonly expiresAt: number
  readonly rotateAt: number
  /** Where the last state sent here stands; `null` before the first one. */
  place: Place | null = null
  /** Whether something may be new for it. */
  isDirty = false
  /** Whether its state is being read or has not been sent yet. */
  isBusy = false
  /** Whether it was told since the last heartbeat that numbers moved without anything for it. */
  wasToldOfNothing = false
  /** Heartbeats in a row that found it unable to take more. */
  stalls = 0
  readonly #response: ServerResponse
  #isOpen = true

  constructor({ key, address, response, expiresAt, rotateAt }: ConnectionOptions) {
    this.key = key
    this.address = address
    this.expiresAt = expiresAt
    this.rotateAt = rotateAt
    this.#response = response
    response.once('close', () => (this.#isOpen = false))
    // A socket may break between two writes; "close" follows, and that is where it is handled.
    response.on('error', () => undefined)
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Whether the socket takes more without keeping it in memory. */
  get isWritable(): boolean {
    return this.#isOpen && !this.#response.writableNeedDrain
  }

  /** What waits in memory for the reader. */
  get bufferedBytes(): number {
    return this.#response.writableLength
  }

  /** Sends a frame. */
  send(frame: Frame): void {
    if (!this.#isOpen) return
    this.#response.write(formatEvent(frame))
    if (frame.type !== 'snapshot' && frame.type !== 'delta') return
    const { inbox, epoch, position } = frame
    this.place = { inbox, epoch, position }
  }

  /** Says goodbye and closes, also when the reader never reads it. */
  close(reason: Bye['reason'], retryAfterMs: number): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    // What has not begun cannot say goodbye.
    if (!this.#response.headersSent) return void this.#response.destroy()
    this.#response.end(formatEvent({ type: 'bye', reason, retryAfterMs }))
    setTimeout(() => this.#response.destroy(), LINGER_MS).unref()
  }

  /** Runs when the reader has taken what waited. */
  onDrain(listener: () => void): void {
    this.#response.on('drain', listener)
  }

  /** Runs once when the connection is gone. */
  onClose(listener: () => void): void {
    this.#response.once('close', listener)
  }
}
