import { ProtocolError } from './errors.js'
import type { Frame } from './frames.js'
import { readFrame } from './frame-guards.js'

/**
 * Parses what arrived.
 *
 * @throws {ProtocolError} where it is no JSON.
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
 * @returns the frame, or `null` for a type that this version does not know.
 * @throws {ProtocolError} for anything else.
 */
export const parseFrame = (json: string): Frame | null => readFrame(parseJson(json))
