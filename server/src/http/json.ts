import type { Context } from 'hono'
import { limits } from 'belfry/protocol'
import { readBytes } from './body.js'
import { type FieldError, Problem } from './problems.js'

const FORBIDDEN_KEYS = new Set(['__proto__', 'prototype', 'constructor'])

/**
 * Reads the JSON of a request. It checks the size, the syntax and the depth, and refuses keys and
 * characters that objects or the database cannot store safely.
 *
 * @throws {Problem} `too-large`, `unsupported-encoding`, `malformed` or `invalid`
 */
export const readJsonBody = async (context: Context): Promise<unknown> =>
  parseStorableJson(await readBytes(context, limits.requestSizeBytes))

/**
 * Parses JSON with the checks of {@link readJsonBody}.
 *
 * @throws {Problem} `malformed`, or `invalid` with the first invalid place
 */
export function parseStorableJson(bytes: Uint8Array): unknown {
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

/** Returns the media type of a body, without its parameters. */
export const mediaTypeOf = (context: Context): string =>
  (context.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

interface Visit {
  readonly value: unknown
  readonly pointer: string
  readonly depth: number
}

/**
 * Finds the first fault that schemas cannot detect. It uses a loop, because input could make a
 * recursion overflow the stack.
 */
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

/** Whether a text can be stored. PostgreSQL accepts neither NUL nor half of a surrogate pair. */
export const isStorable = (text: string): boolean =>
  // isWellFormed belongs to ES2024; Node 20 has it.
  !text.includes('\0') && (text as string & { isWellFormed(): boolean }).isWellFormed()

/** Escapes a key as one step of a JSON pointer (RFC 6901). */
export const escapePointer = (key: string): string =>
  key.replaceAll('~', '~0').replaceAll('/', '~1')
