import { SignJWT } from 'jose'
import {
  type CommandResponse,
  type Counts,
  type Frame,
  type Page,
  type Snapshot,
  withoutDirectionControls,
} from 'belfry/protocol'
import { type Config, readConfig } from '../../src/config.js'
import type { Clock } from '../../src/clock.js'
import type { ReportedEffect } from '../../src/storage/effects.js'
import type { CompletePreferences } from '../../src/domain/preferences.js'
import { type RunningServer, startServer } from '../../src/server.js'
import { openStream, type TestStream } from './stream.js'
import type { TestStore } from './stores.js'

export const JWT_SECRET = 'a secret of the tests, long enough'

/** The API keys of two platforms that must be isolated from each other. */
export const KEYS = { school: 'school-key-0123456789', other: 'other-key-01234567890' } as const

/** The body of a problem response. */
export interface ProblemBody {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail?: string
  readonly errors?: readonly { pointer: string; message: string }[]
  readonly requestId: string
}

/** A running server, with functions that send requests to it. */
export interface TestServer extends RunningServer {
  /** Returns the client of a member of the platform `school`, or of another platform. */
  as(member: string, platform?: string): MemberClient
  /** Posts one event or a batch. Returns the effects. */
  post(events: object | readonly object[], key?: string): Promise<readonly ReportedEffect[]>
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** Sends JSON with the platform's key, or with other headers. */
  send(
    method: string,
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>
}

/** A client that sends requests as a member. */
export interface MemberClient {
  readonly headers: Record<string, string>
  inbox(limit?: number): Promise<Snapshot>
  counts(): Promise<Counts>
  page(query?: string): Promise<Page>
  commands(base: string, commands: readonly object[]): Promise<CommandResponse>
  stream(options?: { cursor?: string; lastEventId?: string }): Promise<TestStream>
  preferences(): Promise<CompletePreferences>
  /** Changes preferences. Returns all preferences. */
  prefer(change: object): Promise<CompletePreferences>
}

let lastEvent = 0

/** Creates an event with a unique id. */
export const event = (type: string, data: object, rest: object = {}): object => ({
  specversion: '1.0',
  id: `event-${(lastEvent += 1)}`,
  source: '/tests',
  type,
  data,
  ...rest,
})

/** Creates an event with one notification for one member. */
export const graded = (memberId: string, score = 10, rest: object = {}): object =>
  event('exam.graded', {
    memberId,
    examId: 'mock',
    examTitle: 'Mock',
    attemptId: '1',
    score,
    immediateResults: true,
    ...rest,
  })

/**
 * Creates an event with one gamification notification for one member; none while the addon is off.
 */
export const points = (memberId: string, amount = 10, rest: object = {}): object =>
  event('points.earned', { memberId, amount, reason: 'Quiz', ...rest })

/** Starts a server on a store. */
export async function startTestServer(
  store: TestStore,
  overrides: Partial<Config> = {},
  clock?: Clock,
): Promise<TestServer> {
  const settings = {
    BELFRY_JWT_SECRET: JWT_SECRET,
    BELFRY_API_KEYS: `school=${KEYS.school},other=${KEYS.other}`,
    HOST: '127.0.0.1',
    // Tests need higher limits than production. Tests of the limits set their own.
    BELFRY_EVENTS_PER_SECOND: '100000',
    BELFRY_COMMANDS_PER_SECOND: '100000',
  }
  const config = { ...readConfig(settings), port: 0, ...store.options, ...overrides }
  const server = await startServer(config, clock)
  const request = (path: string, init?: RequestInit) => fetch(server.url + path, init)
  return {
    ...server,
    fetch: request,
    send: (method, path, body, headers = { authorization: `Bearer ${KEYS.school}` }) =>
      request(path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    as: (member, platform = 'school') => memberClient(server.url, member, platform),
    async post(events, key = KEYS.school) {
      const list = Array.isArray(events)
      const response = await request('/v1/events', {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': `application/cloudevents${list ? '-batch' : ''}+json`,
        },
        body: JSON.stringify(events),
      })
      if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`)
      return ((await response.json()) as { effects: ReportedEffect[] }).effects
    },
  }
}

/** Signs a token as a host's back end does. */
export const tokenFor = (
  claims: Record<string, unknown>,
  { secret = JWT_SECRET, expires = '1h' }: { secret?: string; expires?: string | number } = {},
): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret))

function memberClient(url: string, member: string, platform: string): MemberClient {
  const headers: Record<string, string> = {}
  // A test's clock may be weeks ahead, and streams end with their token.
  const claims = { sub: member, platform, role: 'member' }
  const signed = tokenFor(claims, { expires: '30d' }).then((token) => {
    headers['authorization'] = `Bearer ${token}`
  })
  const get = async <T>(path: string): Promise<T> => {
    await signed
    const response = await fetch(url + path, { headers })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  const inbox = (limit = 30) => get<Snapshot>(`/v1/inbox?limit=${limit}`)
  return {
    headers,
    inbox,
    counts: async () => (await inbox(1)).counts,
    page: (query = '') => get<Page>(`/v1/inbox/page?${query}`),
    async commands(base, commands) {
      await signed
      const response = await fetch(`${url}/v1/inbox/commands`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ base, commands }),
      })
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
      return (await response.json()) as CommandResponse
    },
    preferences: () => get<CompletePreferences>('/v1/inbox/preferences'),
    async prefer(change) {
      await signed
      const response = await fetch(`${url}/v1/inbox/preferences`, {
        method: 'PUT',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(change),
      })
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
      return (await response.json()) as CompletePreferences
    },
    async stream({ cursor, lastEventId } = {}) {
      await signed
      const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`
      return openStream(`${url}/v1/inbox/stream${query}`, {
        ...headers,
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      })
    },
  }
}

/** The parts of a row that {@link titles} and {@link messages} read. */
interface Readable {
  readonly content: { readonly title: string; readonly message: string } | null
}

/** Returns the titles of rows as a reader sees them, in their order. */
export const titles = (rows: readonly Readable[]): (string | undefined)[] =>
  rows.map(({ content }) => (content ? withoutDirectionControls(content.title) : undefined))

/** Returns the messages of rows as a reader sees them; the title of a row without a message. */
export const messages = (rows: readonly Readable[]): (string | undefined)[] =>
  rows.map(({ content }) =>
    content ? withoutDirectionControls(content.message || content.title) : undefined,
  )

export type { Frame }
