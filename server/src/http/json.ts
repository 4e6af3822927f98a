import type { Context } from 'hono'
import { limits } from 'belfry/protocol'
import { readBytes } from './body.js'
import { type FieldError, Problem } from './problems.js'

const FORBIDDEN_KEYS = new Set(['__proto__', 'prototype', 'constructor'])

/**
 * Reads a request's JSON: not too large (however it is sent), well formed, not too deep, and
 * without anything that a database or an object would stumble over.
 *
 * @throws {Problem}
 */
export const readJson = async (context: Context): Promise<unknown> =>
  parseJson(await readBytes(context, limits.requestSizeBytes))

/**
 * Parses JSON as {@link readJson} does.
 *
 * @throws {Problem} `malformed`, or `invalid` with the first place that is wrong
 */
export function parseJson(bytes: Uint8Array): unknown {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem('malformed')
  }
  const error = findFault(value)
  if (error) throw new Problem('invalid', { errors: [error] })
  return value
}

/** The media type of a body, without its parameters. */
export const mediaTypeOf = (context: Context): string =>
  (context.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

interface Visit {
  readonly value: unknown
  readonly pointer: string
  readonly depth: number
}

/** Looks for what schemas cannot see. A loop, since a recursion could be made to run out of stack. */
function findFault(root: unknown): FieldError | null {
  const visits: Visit[] = [{ value: root, pointer: '', depth: 1 }]
  for (let visit = visits.pop(); visit; visit = visits.pop()) {
    const { value, pointer, depth } = visit
    const fault = faultOf(value, depth)
    if (fault) return { pointer, message: fault }
    if (typeof value !== 'object' || value === null) continue
    for (const [key, child] of Object.entries(value)) {
      const place = `${pointer}/${escapePointer(key)}`
      if (FORBIDDEN_KEYS.has(key) || faultOf(key, 1))
        return { pointer: place, message: 'is not a name that is allowed' }
      visits.push({ value: child, pointer: place, depth: depth + 1 })
    }
  }
  return null
}

function faultOf(value: unknown, depth: number): string | null {
  if (typeof value === 'object' && value !== null && depth > limits.depth)
    return `must not nest deeper than ${limits.depth}`
  return typeof value === 'string' && !isStorable(value)
    ? 'must not hold NUL or half a character'
    : null
}

/** Whether a text can be stored: PostgreSQL takes neither NUL nor half of a surrogate pair. */
export const isStorable = (text: string): boolean =>
  // isWellFormed is of ES2024; Node 20 has it.
  !text.includes('\0') && (text as string & { isWellFormed(): boolean }).isWellFormed()

/** One step of a JSON pointer (RFC 6901). */
export const escapePointer = (key: string): string =>
  key.replaceAll('~', '~0').replaceAll('/', '~1')
