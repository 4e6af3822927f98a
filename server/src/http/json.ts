import type { Context } from 'hono'
import { limits } from 'belfry/protocol'
import { type FieldError, Problem } from './problems.js'

const FORBIDDEN_KEYS = new Set(['__proto__', 'prototype', 'constructor'])

/**
 * Reads a request's JSON: not too large (however it is sent), well formed, not too deep, and
 * without anything that a database or an object would stumble over.
 *
 * @throws {Problem}
 */
export async function readJson(context: Context): Promise<unknown> {
  const bytes = await readBytes(context)
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

async function readBytes({ req }: Context): Promise<Uint8Array> {
  const tooLarge = new Problem('too-large', {
    detail: `at most ${limits.requestSizeBytes} bytes`,
    // The rest is not read, so no other request can follow on this connection.
    headers: { connection: 'close' },
  })
  if (Number(req.header('content-length') ?? 0) > limits.requestSizeBytes) throw tooLarge
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of (req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength
    // A chunked body names no length: it is measured on its way.
    if (size > limits.requestSizeBytes) throw tooLarge
    parts.push(part)
  }
  return Buffer.concat(parts)
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
