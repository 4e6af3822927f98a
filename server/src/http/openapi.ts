import { STATUS_CODES } from 'node:http'
import { toJsonSchema } from '@valibot/to-json-schema'
import { limits, PROTOCOL_VERSION } from 'belfry/protocol'
import type * as v from 'valibot'
import { eventTypes } from '../domain/event-types.js'
import { problem } from './answers.js'
import type { Handler } from './context.js'
import { type Caller, type Operation, operations } from './operations.js'

type Json = Readonly<Record<string, unknown>>

/** `GET /openapi.json`: what the server takes and answers, from the schemas that it goes by. */
export const getOpenApi = (): Handler => {
  let document: Json | undefined
  return (context) => context.json((document ??= describeServer()))
}

/** The description of every operation (OpenAPI 3.1). */
export function describeServer(): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const [name, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = name.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(operation) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Belfry', version: String(PROTOCOL_VERSION) },
    paths,
    components: {
      schemas: { Problem: schemaOf(problem), ...eventSchemas(), CloudEvent: anyEvent() },
      securitySchemes: {
        member: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        key: { type: 'http', scheme: 'bearer' },
        keyHeader: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
  }
}

// What only code can check has no words in JSON Schema; the server checks it all the same.
const schemaOf = (schema: v.GenericSchema): Json => {
  const { $schema: _dialect, ...rest } = toJsonSchema(schema, {
    errorMode: 'ignore',
    typeMode: 'input',
    target: 'draft-2020-12',
  })
  return rest
}

const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

const security: Readonly<Record<Caller, readonly Json[]>> = {
  anyone: [],
  member: [{ member: [] }],
  key: [{ key: [] }, { keyHeader: [] }],
  admin: [{ member: [] }, { key: [] }, { keyHeader: [] }],
}

function describe(operation: Operation): Json {
  const { summary, caller, body, status, answer, problems } = operation
  const described = [...new Set(problems)].sort().map((code) => [String(code), problemAnswer(code)])
  return {
    summary,
    security: security[caller],
    parameters: parametersOf(operation),
    ...(body && { requestBody: { required: true, content: bodyOf(body) } }),
    responses: {
      [status]: { description: STATUS_CODES[status], content: answerOf(answer) },
      ...Object.fromEntries(described),
    },
  }
}

function parametersOf({ query, headers = {} }: Operation): Json[] {
  const described = query ? schemaOf(query) : {}
  const properties = (described['properties'] ?? {}) as Json
  return [
    ...Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema })),
    ...Object.entries(headers).map(([name, description]) => ({
      name,
      in: 'header',
      description,
      schema: { type: 'string' },
    })),
  ]
}

function bodyOf(body: v.GenericSchema | 'events'): Json {
  if (body !== 'events') return { 'application/json': { schema: schemaOf(body) } }
  const batch = {
    type: 'array',
    items: reference('CloudEvent'),
    maxItems: limits.eventsPerBatch,
  }
  return {
    'application/cloudevents+json': { schema: reference('CloudEvent') },
    'application/cloudevents-batch+json': { schema: batch },
  }
}

function answerOf(answer: Operation['answer']): Json {
  if (answer === 'stream') return { 'text/event-stream': { schema: { type: 'string' } } }
  return { 'application/json': { schema: answer === 'any' ? {} : schemaOf(answer) } }
}

const problemAnswer = (status: number): Json => ({
  description: STATUS_CODES[status],
  content: { 'application/problem+json': { schema: reference('Problem') } },
})

const eventNames = Object.keys(eventTypes) as (keyof typeof eventTypes)[]

const eventSchemas = (): Json =>
  Object.fromEntries(
    eventNames.map((name) => [
      name,
      {
        type: 'object',
        properties: {
          specversion: { const: '1.0' },
          id: { type: 'string', minLength: 1, maxLength: limits.idLength },
          source: { type: 'string', minLength: 1 },
          type: { const: name },
          time: { type: ['string', 'null'], format: 'date-time' },
          datacontenttype: { enum: ['application/json', null] },
          data: schemaOf(eventTypes[name].data),
        },
        required: ['specversion', 'id', 'source', 'type', 'data'],
      },
    ]),
  )

const anyEvent = (): Json => ({
  oneOf: eventNames.map(reference),
  discriminator: {
    propertyName: 'type',
    mapping: Object.fromEntries(eventNames.map((name) => [name, `#/components/schemas/${name}`])),
  },
})
