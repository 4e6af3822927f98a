import { createHash } from 'node:crypto'
import { limits } from 'belfry/protocol'
import type { Context } from 'hono'
import * as v from 'valibot'
import { isEventName, planEvent } from '../domain/events.js'
import { id, timestamp } from '../domain/fields.js'
import type { PlannedEvent } from '../domain/ingest.js'
import { readBytes, tooLarge } from './body.js'
import { mediaTypeOf, parseStorableJson, readJsonBody } from './json.js'
import { type FieldError, Problem, type ServerProblemCode } from './problems.js'
import { toFieldErrors } from './validation.js'

// CloudEvents 1.0 (github.com/cloudevents/spec): the three content modes of the HTTP binding.

const STRUCTURED = 'application/cloudevents+json'
const BATCH = 'application/cloudevents-batch+json'
const JSON_TYPE = 'application/json'
const SOURCE_LENGTH = 1024

const envelope = v.looseObject(
  {
    specversion: v.literal('1.0', "must be '1.0'"),
    id,
    source: v.pipe(
      v.string('must be a text'),
      v.regex(/^\S+$/, 'must be an address without spaces'),
      v.maxLength(SOURCE_LENGTH, `must have at most ${SOURCE_LENGTH} characters`),
    ),
    type: id,
    time: v.nullish(timestamp),
    datacontenttype: v.nullish(
      v.pipe(v.string(), v.regex(/^application\/json(;|$)/i, 'must be application/json')),
    ),
    data: v.optional(v.unknown()),
    data_base64: v.nullish(v.pipe(v.string('must be a text'), v.base64('must be base64'))),
  },
  'must be an object',
)

/**
 * Reads the events of a request in any of the three content modes.
 *
 * @throws {Problem} with every invalid field of every event; then no event of the
 *   batch is processed
 */
export async function readEvents(context: Context): Promise<PlannedEvent[]> {
  const found = await collect(context)
  const read = found.map(readEvent)
  const faults = read.flatMap((result) => ('fault' in result ? [result.fault] : []))
  if (faults.length > 0) {
    const [first] = faults
    const sameCode = faults.every(({ code }) => code === first?.code)
    throw new Problem(sameCode && first ? first.code : 'invalid', {
      errors: faults.flatMap(({ errors }) => errors),
    })
  }
  return read.flatMap((result) => ('event' in result ? [result.event] : []))
}

interface Found {
  /** The JSON pointer of the event in the body. */
  readonly prefix: string
  readonly value: unknown
}

async function collect(context: Context): Promise<Found[]> {
  const mediaType = mediaTypeOf(context)
  const binary = context.req.header('ce-specversion') !== undefined
  const accepted = binary ? [JSON_TYPE] : [STRUCTURED, BATCH, JSON_TYPE]
  if (!accepted.includes(mediaType))
    throw new Problem('unsupported-media-type', { detail: `send ${accepted.join(' or ')}` })
  if (binary) {
    const attributes = attributesOf(context)
    const data = await readJsonBody(context)
    return [{ prefix: '', value: { ...attributes, data, data_base64: null } }]
  }
  const body = mediaType === STRUCTURED ? await readJsonBody(context) : await readBatch(context)
  const wantsList = mediaType === BATCH
  const isList = Array.isArray(body)
  if (wantsList !== isList && mediaType !== JSON_TYPE)
    throw new Problem('invalid', {
      errors: [{ pointer: '', message: wantsList ? 'must be an array' : 'must be an object' }],
    })
  if (!isList) return [{ prefix: '', value: body }]
  if (body.length > limits.eventsPerBatch)
    throw new Problem('invalid', {
      errors: [{ pointer: '', message: `must hold at most ${limits.eventsPerBatch} events` }],
    })
  return body.map((value: unknown, index) => ({ prefix: `/${index}`, value }))
}

/**
 * A batch may be larger than a single event. Plain JSON may be either, so its size is checked here.
 */
async function readBatch(context: Context): Promise<unknown> {
  const bytes = await readBytes(context, limits.batchSizeBytes)
  const body = parseStorableJson(bytes)
  if (!Array.isArray(body) && bytes.byteLength > limits.requestSizeBytes)
    throw tooLarge(limits.requestSizeBytes)
  return body
}

/** Returns the attributes that the binary mode sends in headers, percent-encoded. */
function attributesOf(context: Context): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [header, value] of context.req.raw.headers) {
    if (!header.startsWith('ce-')) continue
    const name = header.slice('ce-'.length)
    try {
      attributes[name] = decodeURIComponent(value)
    } catch {
      throw new Problem('invalid', {
        errors: [{ pointer: `/${name}`, message: 'must be percent-encoded' }],
      })
    }
  }
  return attributes
}

interface Fault {
  readonly code: ServerProblemCode
  readonly errors: FieldError[]
}

function readEvent({ prefix, value }: Found): { event: PlannedEvent } | { fault: Fault } {
  const parsed = v.safeParse(envelope, value)
  if (!parsed.success)
    return { fault: { code: 'invalid', errors: toFieldErrors(parsed.issues, prefix) } }
  const { source, id: eventId, type } = parsed.output
  if (!isEventName(type)) {
    const errors = [{ pointer: `${prefix}/type`, message: 'is not a known event' }]
    return { fault: { code: 'unknown-type', errors } }
  }
  const found = dataOf(parsed.output, prefix)
  if ('fault' in found) return found
  const planned = planEvent(type, found.data)
  if ('issues' in planned)
    return { fault: { code: 'invalid', errors: toFieldErrors(planned.issues, found.pointer) } }
  const { overrides, details, emails } = planned.plan
  // Only stored data is hashed. The hash of a short code could be used to find out the code.
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([type, details, overrides, emails]))
    .digest('hex')
  return { event: { source, id: eventId, fingerprint, plan: planned.plan } }
}

/** Returns the data of an event: JSON, or JSON in base64. */
function dataOf(
  { data, data_base64: encoded = null }: v.InferOutput<typeof envelope>,
  prefix: string,
): { data: unknown; pointer: string } | { fault: Fault } {
  if (encoded === null) return { data, pointer: `${prefix}/data` }
  const pointer = `${prefix}/data_base64`
  const fault = (message: string, place = ''): { fault: Fault } => ({
    fault: { code: 'invalid', errors: [{ pointer: pointer + place, message }] },
  })
  if ((data ?? null) !== null) return fault('must not be there beside data')
  try {
    return { data: parseStorableJson(Buffer.from(encoded, 'base64')), pointer }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const [inner] = error.details.errors ?? []
    return fault(inner?.message ?? 'must be JSON in base64', inner?.pointer)
  }
}
