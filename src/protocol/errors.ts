/** The code of a protocol error. */
export type ProtocolErrorCode = 'not-json' | 'malformed'

/**
 * The error for data that violates the protocol. The receiver drops the connection and resumes
 * from its cursor.
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'

  constructor(
    readonly code: ProtocolErrorCode,
    options?: ErrorOptions,
  ) {
    super(`protocol broken: ${code}`, options)
  }
}
