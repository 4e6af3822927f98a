import * as schemas from 'belfry/protocol/schemas'
import * as v from 'valibot'
import { notificationRequest } from '../domain/post-notification.js'
import { preferencesChange } from '../domain/preferences.js'
import { settingsChange } from '../domain/settings.js'
import * as answers from './response-schemas.js'
import { pageQuery, snapshotQuery } from './inbox.js'
import { syncQuery } from './sync.js'

/** The kind of caller that an operation accepts. */
export type Caller = 'anyone' | 'member' | 'key' | 'admin'

/** An operation of the API, as `/openapi.json` describes it to people and programs. */
export interface Operation {
  /** The name of the operation in generated clients. */
  readonly id: string
  readonly summary: string
  readonly caller: Caller
  readonly query?: v.ObjectSchema<v.ObjectEntries, undefined>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: v.GenericSchema | 'events'
  readonly status: 200 | 202
  readonly answer: v.GenericSchema | 'stream' | 'any'
  /** Whether the response may be 304. */
  readonly mayBeUnchanged?: boolean
  /** The status codes of problems, besides those that all operations of the same kind share. */
  readonly problems: readonly number[]
}

/**
 * The problem statuses of operations without authentication. The demo refuses other host names than
 * those of this machine.
 */
const OPEN = [403] as const
/** The problem statuses of operations with authentication. */
const READING = [401, 403, 503] as const
/** The problem statuses of operations with a request body. */
const WRITING = [...READING, 400, 413, 415, 422] as const

/** Every operation of the server, by method and path. */
export const operations: Readonly<Record<string, Operation>> = {
  'GET /healthz': {
    id: 'getHealth',
    summary: 'The health of the process; `starting` until it is ready',
    caller: 'anyone',
    status: 200,
    answer: answers.status,
    problems: OPEN,
  },
  'GET /readyz': {
    id: 'getReadiness',
    summary: 'The readiness of the server; 503 with `starting` until it is ready',
    caller: 'anyone',
    status: 200,
    answer: answers.status,
    problems: [...OPEN, 503],
  },
  'GET /openapi.json': {
    id: 'getOpenApi',
    summary: 'This document',
    caller: 'anyone',
    status: 200,
    answer: 'any',
    problems: OPEN,
  },
  'GET /v1/inbox': {
    id: 'getInbox',
    summary: 'The full state with the newest notifications',
    caller: 'member',
    query: snapshotQuery,
    status: 200,
    answer: schemas.snapshot,
    problems: [...READING, 422],
  },
  'GET /v1/inbox/page': {
    id: 'getOlderNotifications',
    summary: 'Older notifications',
    caller: 'member',
    query: pageQuery,
    status: 200,
    answer: schemas.page,
    problems: [...READING, 422],
  },
  'GET /v1/inbox/stream': {
    id: 'streamInbox',
    summary: 'All changes after a cursor, as server-sent events',
    caller: 'member',
    query: v.object({ cursor: v.optional(v.string()) }),
    headers: { 'Last-Event-ID': 'The cursor to continue from; it takes precedence over the query' },
    status: 200,
    answer: 'stream',
    problems: [...READING, 429],
  },
  'GET /v1/inbox/sync': {
    id: 'syncInbox',
    summary: 'The changes after a cursor; the request may wait for the next change',
    caller: 'member',
    query: syncQuery,
    headers: { 'If-None-Match': 'The ETag of the client’s state; 304 if nothing has changed' },
    status: 200,
    answer: answers.sync,
    mayBeUnchanged: true,
    problems: [...READING, 422, 429],
  },
  'POST /v1/inbox/commands': {
    id: 'sendCommands',
    summary: 'Applies commands of the member, in order, in one transaction',
    caller: 'member',
    body: schemas.commandRequest,
    status: 200,
    answer: schemas.commandResponse,
    problems: [...WRITING, 429],
  },
  'GET /v1/inbox/preferences': {
    id: 'getPreferences',
    summary: 'The member’s notification preferences',
    caller: 'member',
    status: 200,
    answer: answers.preferences,
    problems: READING,
  },
  'PUT /v1/inbox/preferences': {
    id: 'updatePreferences',
    summary: 'Changes the given preferences, for later notifications',
    caller: 'member',
    body: preferencesChange,
    status: 200,
    answer: answers.preferences,
    problems: WRITING,
  },
  'POST /v1/events': {
    id: 'sendEvents',
    summary: 'Domain events of a platform’s back end, as CloudEvents 1.0',
    caller: 'key',
    body: 'events',
    status: 202,
    answer: answers.eventEffects,
    problems: [...WRITING, 429],
  },
  'POST /v1/notifications': {
    id: 'sendNotification',
    summary: 'A notification of any type, to members or to one audience',
    caller: 'key',
    headers: { 'Idempotency-Key': 'Makes a repetition within 72 hours harmless' },
    body: notificationRequest,
    status: 202,
    answer: answers.effects,
    problems: [...WRITING, 429],
  },
  'GET /v1/admin/settings': {
    id: 'getSettings',
    summary: 'The settings of the platform',
    caller: 'admin',
    status: 200,
    answer: answers.settings,
    problems: READING,
  },
  'PUT /v1/admin/settings': {
    id: 'updateSettings',
    summary: 'Changes the given settings; open pages apply them at once',
    caller: 'admin',
    body: settingsChange,
    status: 200,
    answer: answers.settings,
    problems: WRITING,
  },
}
