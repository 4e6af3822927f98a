/** What was wrong with bytes from the other side. */
export type ProtocolErrorCode = 'not-json' | 'malformed'

/** Bytes that break the contract. The receiver drops the connection and resumes from its cursor. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'

  constructor(
    readonly code: ProtocolErrorCode,
    options?: ErrorOptions,
  ) {
    super(`protocol broken: ${code}`, options)
  }
}
