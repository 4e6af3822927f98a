import { ProtocolError } from './errors.js'
import type { Frame } from './frames.js'
import { readFrame } from './frame-guards.js'

/**
 * Parses JSON from the server.
 *
 * @throws {ProtocolError} if the text is not JSON
 */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new ProtocolError('not-json', { cause })
  }
}

/**
 * Parses one frame.
 *
 * @returns the frame, or `null` for a type that this version does not know
 * @throws {ProtocolError} if the text is not JSON or not a frame
 */
export const parseFrame = (json: string): Frame | null => readFrame(parseJson(json))
