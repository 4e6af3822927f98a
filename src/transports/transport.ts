import type { Frame } from '../protocol/index.js'

/** The reason why a connection or a request failed. */
export type TransportErrorCode =
  | 'network' /** the server did not answer, or the connection broke */
  | 'silent' /** the connection was open, but no frame arrived */
  | 'token' /** the page's `getToken` returned no token */
  | 'unauthorized' /** 401: the server refused the token */
  | 'forbidden' /** 403: the server does not allow the request */
  | 'removed' /** 403: the server no longer knows the member */
  | 'busy' /** 425, 429 or 503: the server asks for a pause */
  | 'failed' /** another 5xx status */
  | 'rejected' /** another 4xx status from the server: the same request will never succeed */
  | 'unexpected' /** an answer with any status that is not part of the protocol */

const verdicts: readonly TransportErrorCode[] = ['unauthorized', 'forbidden', 'removed', 'rejected']

/** Further details of a failure. */
export interface TransportErrorOptions extends ErrorOptions {
  /** How long the server asks the client to wait before the next attempt, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  readonly status?: number
  /** The reason in the words of the server or of the page, for the page's developer. */
  readonly detail?: string | undefined
}

/** A connection or a request that failed or was refused. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  /** Whether the same attempt may succeed later without any change. */
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

/** The options for opening a transport. */
export interface OpenOptions {
  /** The server's base address. */
  readonly endpoint: URL
  /** The position after which frames are sent; `null` asks for a full state. */
  readonly cursor: string | null
  /** The member's token, sent as a bearer token; without one the server reads its cookie. */
  readonly token: string | null
  /** Closes the connection when it aborts. */
  readonly signal: AbortSignal
}

/**
 * A way to receive frames. Each call of `open` connects once. The iteration yields frames, returns
 * when the server ends the connection, and throws if the connection fails. A transport never
 * retries: the client does, and decides which transport is next.
 */
export interface Transport {
  readonly name: string
  /**
   * Whether changes arrive late, because the page only asks from time to time. Default: `false`.
   */
  readonly isDelayed?: boolean
  /**
   * Connects and yields frames until the connection ends.
   *
   * @throws {TransportError} if the connection fails or is refused.
   * @throws {ProtocolError} if the server sends something that is not part of the protocol.
   */
  open(options: OpenOptions): AsyncIterable<Frame>
}
