import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { preferences, settings, sync } from '../../server/src/http/response-schemas.js'
import { notificationRequest } from '../../server/src/domain/post-notification.js'
import * as schemas from '../../src/protocol/schemas.js'

const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8')

const problem = v.strictObject({
  type: v.string(),
  status: v.number(),
  code: v.string(),
  title: v.string(),
  detail: v.optional(v.string()),
  errors: v.optional(v.array(v.strictObject({ pointer: v.string(), message: v.string() }))),
  requestId: v.string(),
})
const event = v.object({
  specversion: v.literal('1.0'),
  id: v.string(),
  source: v.string(),
  type: v.string(),
  data: v.record(v.string(), v.unknown()),
})
const effects = v.object({
  effects: v.array(v.object({ event: v.string(), kind: v.string() })),
})

const auth = v.strictObject({
  type: v.literal('auth'),
  token: v.nullable(v.string()),
  cursor: v.nullable(v.string()),
})

const kinds: Record<string, v.GenericSchema> = {
  auth,
  row: schemas.row,
  frame: schemas.frame,
  page: schemas.page,
  commands: schemas.commandRequest,
  'command-response': schemas.commandResponse,
  problem,
  event,
  effects,
  preferences,
  settings,
  sync,
  'notification-request': notificationRequest,
}

const examples = [...page.matchAll(/^```json (\S+)\n([^]*?)^```$/gm)].map(([, kind, json]) => ({
  kind: kind ?? '',
  json: json ?? '',
}))

describe('docs/protocol.md', () => {
  it('has an example of every kind', () => {
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)))
    expect(page.match(/^```json$/gm)).toBeNull()
  })

  it.each(examples)('shows a valid $kind in example %#', ({ kind, json }) => {
    v.parse(kinds[kind] ?? v.never(), JSON.parse(json))
  })
})
