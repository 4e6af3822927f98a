import type { Frame } from '../protocol/index.js'

/** What went wrong between the page and the server. */
export type TransportErrorCode =
  | 'network' /** no answer, or it broke off */
  | 'silent' /** connected, and then nothing came */
  | 'token' /** the page's `getToken` gave none */
  | 'unauthorized' /** 401: the server refused the token */
  | 'forbidden' /** 403 */
  | 'removed' /** 403: the member is no longer known */
  | 'busy' /** 429 or 503 */
  | 'failed' /** another 5xx */
  | 'rejected' /** another 4xx of the server: the same request will never be taken */
  | 'unexpected' /** an answer that is not this protocol's, whatever its status */

const verdicts: readonly TransportErrorCode[] = ['unauthorized', 'forbidden', 'removed', 'rejected']

/** What else is known of a failure. */
export interface TransportErrorOptions extends ErrorOptions {
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  readonly status?: number
  /** What the server, or the page, said of it; for the page's developer. */
  readonly detail?: string | undefined
}

/** A connection or a request that failed or was refused. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  /** Whether the same attempt may succeed later, with nothing changed. */
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined
  readonly status: number | undefined
  readonly detail: string | undefined

  constructor(
    readonly code: TransportErrorCode,
    options: TransportErrorOptions = {},
  ) {
    super(`transport failed: ${code}`, options)
    this.retryable = !verdicts.includes(code)
    this.retryAfterMs = options.retryAfterMs
    this.status = options.status
    this.detail = options.detail
  }
}

/** What a transport needs to open. */
export interface OpenOptions {
  /** The server's base address. */
  readonly endpoint: URL
  /** The place to go on from; `null` asks for a full state. */
  readonly cursor: string | null
  /** Sent as a bearer token; `null` leaves it to the cookie that the server reads. */
  readonly token: string | null
  /** Ends the connection. */
  readonly signal: AbortSignal
}

/**
 * One way of receiving frames. It opens once: yielding is a frame, returning a clean end, throwing a
 * failure. It never retries; the client does, and decides which transport is next.
 */
export interface Transport {
  readonly name: string
  /** Whether changes come late, as where the page only asks now and then. Default: at once. */
  readonly isDelayed?: boolean
  /**
   * @throws {TransportError} when the connection fails or is refused.
   * @throws {ProtocolError} when what arrives breaks the contract.
   */
  open(options: OpenOptions): AsyncIterable<Frame>
}
