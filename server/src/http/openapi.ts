import { STATUS_CODES } from 'node:http'
import { toJsonSchema } from '@valibot/to-json-schema'
import { limits, PROTOCOL_VERSION } from 'belfry/protocol'
import * as schemas from 'belfry/protocol/schemas'
import type * as v from 'valibot'
import { eventTypes } from '../domain/event-types.js'
import { notificationRequest } from '../domain/post-notification.js'
import { preferencesChange } from '../domain/preferences.js'
import { settingsChange } from '../domain/settings.js'
import * as answers from './response-schemas.js'
import type { Handler } from './context.js'
import { type Caller, type Operation, operations } from './operations.js'

type Json = Readonly<Record<string, unknown>>

/**
 * Handles `GET /openapi.json`. The document is generated from the schemas that the
 * server validates with.
 *
 * @param tokenCookie - the name of the cookie that may hold a member's token, if there is one
 */
export const getOpenApi = (tokenCookie?: string): Handler => {
  let document: Json | undefined
  return (context) => context.json((document ??= describeServer(tokenCookie)))
}

/** The request bodies that have a name, also in generated clients. */
const requests = new Map<v.GenericSchema, string>([
  [schemas.commandRequest, 'CommandRequest'],
  [preferencesChange, 'PreferencesChange'],
  [notificationRequest, 'NotificationRequest'],
  [settingsChange, 'SettingsChange'],
])

/** The responses that have a name, also in generated clients. */
const responses = new Map<v.GenericSchema, string>([
  [answers.problem, 'Problem'],
  [answers.status, 'Status'],
  [schemas.snapshot, 'Snapshot'],
  [schemas.page, 'Page'],
  [answers.sync, 'SyncAnswer'],
  [schemas.commandResponse, 'CommandResponse'],
  [answers.preferences, 'Preferences'],
  [answers.effects, 'Effects'],
  [answers.eventEffects, 'EventEffects'],
  [answers.settings, 'Settings'],
])

const tags: Readonly<Record<Caller, { readonly name: string; readonly description: string }>> = {
  member: { name: 'inbox', description: 'Requests of a member’s page' },
  key: { name: 'platform', description: 'Requests of a platform’s back end' },
  admin: { name: 'administration', description: 'Settings of a platform, for its administrators' },
  anyone: { name: 'operations', description: 'Health and description of the server' },
}

/**
 * Describes every operation (OpenAPI 3.1).
 *
 * @param tokenCookie - the name of the cookie that may hold a member's token, if there is one
 */
export function describeServer(tokenCookie?: string): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const [name, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = name.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(operation, tokenCookie) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Belfry',
      summary: 'Notifications and celebrations for e-learning platforms',
      version: String(PROTOCOL_VERSION),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The server that this document comes from' }],
    tags: Object.values(tags),
    paths,
    components: {
      schemas: {
        ...namedSchemas(requests, 'input'),
        ...namedSchemas(responses, 'output'),
        ...eventSchemas(),
        CloudEvent: anyEvent(),
      },
      securitySchemes: {
        member: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        memberHeader: { type: 'apiKey', in: 'header', name: 'X-Belfry-Token' },
        ...(tokenCookie !== undefined && {
          memberCookie: { type: 'apiKey', in: 'cookie', name: tokenCookie },
        }),
        key: { type: 'http', scheme: 'bearer' },
        keyHeader: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
  }
}

// Checks that only code can do cannot be expressed in JSON Schema. The server runs them anyway.
const schemaOf = (schema: v.GenericSchema, typeMode: 'input' | 'output' = 'input'): Json => {
  const { $schema: _dialect, ...rest } = toJsonSchema(schema, {
    errorMode: 'ignore',
    typeMode,
    target: 'draft-2020-12',
    // The only custom check of a value as a whole is that of a map: see `mapOf` in
    // domain/fields.ts.
    overrideSchema: ({ valibotSchema }) =>
      valibotSchema.type === 'custom' ? { type: 'object' } : undefined,
  })
  return rest
}

const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

const namedSchemas = (
  names: ReadonlyMap<v.GenericSchema, string>,
  typeMode: 'input' | 'output',
): Readonly<Record<string, Json>> =>
  Object.fromEntries([...names].map(([schema, name]) => [name, schemaOf(schema, typeMode)]))

/** Returns a reference to a named schema, or the schema itself if it has no name. */
const referenceOf = (schema: v.GenericSchema): Json => {
  const name = requests.get(schema) ?? responses.get(schema)
  return name === undefined ? schemaOf(schema) : reference(name)
}

function securityOf(caller: Caller, tokenCookie: string | undefined): Json[] {
  const cookie = tokenCookie === undefined ? [] : [{ memberCookie: [] }]
  const member = [{ member: [] }, { memberHeader: [] }, ...cookie]
  const key = [{ key: [] }, { keyHeader: [] }]
  return { anyone: [], member, key, admin: [...member, ...key] }[caller]
}

function describe(operation: Operation, tokenCookie: string | undefined): Json {
  const { id, summary, caller, body, status, answer, mayBeUnchanged, problems } = operation
  const described = [...new Set(problems)].sort().map((code) => [String(code), problemAnswer(code)])
  return {
    operationId: id,
    summary,
    tags: [tags[caller].name],
    security: securityOf(caller, tokenCookie),
    parameters: parametersOf(operation),
    ...(body && { requestBody: { required: true, content: bodyOf(body) } }),
    responses: {
      [status]: { description: STATUS_CODES[status], content: answerOf(answer) },
      ...(mayBeUnchanged && { 304: { description: STATUS_CODES[304] } }),
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
  if (body !== 'events') return { 'application/json': { schema: referenceOf(body) } }
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
  return { 'application/json': { schema: answer === 'any' ? {} : referenceOf(answer) } }
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
