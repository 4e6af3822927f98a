import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createInbox, type Inbox, type InboxOptions } from '../../../src/client/create-inbox.js'
import { fetchWith } from '../../../src/client/requests/fetch-with.js'
import type { TransportName } from '../../../src/client/connection/named-transports.js'
import { FakeServer } from '../../../src/testing/fake-server.js'
import { eventually } from '../../support/eventually.js'

const endpoint = 'https://bells.example'
/** A request as the browser would send it: its route, its headers, and whether it has cookies. */
interface Asked {
  readonly route: string
  readonly headers: Headers
  readonly credentials: RequestCredentials | undefined
}

let server: FakeServer
let inbox: Inbox
let asked: Asked[]
/** The first messages of sockets, and how each socket was made. */
let greetings: unknown[]

class FakeSocket {
  onopen: (() => void) | null = null
  constructor(...how: unknown[]) {
    greetings.push(how.map(String))
    queueMicrotask(() => this.onopen?.())
  }
  send(message: string): void {
    greetings.push(JSON.parse(message))
  }
  close(): void {
    // Nothing is held open.
  }
}

const fetch: typeof globalThis.fetch = (input, init) => {
  const request = new Request(input, init)
  const route = new URL(request.url).pathname.replace('/v1/', '')
  asked.push({ route, headers: request.headers, credentials: init?.credentials })
  return server.fetch(request)
}

async function open(transport: TransportName, options: Partial<InboxOptions>): Promise<void> {
  server.addMany(40)
  const getToken = () => 'secret'
  inbox = createInbox({ endpoint, fetch, getToken, transports: [transport], ...options })
  inbox.start()
  const opening = { sse: 'inbox/stream', polling: 'inbox/sync', websocket: undefined }[transport]
  await eventually(() =>
    opening ? asked.some(({ route }) => route === opening) : greetings.length > 1,
  )
  inbox.markAllAsRead()
  await inbox.loadOlder()
  await eventually(() => asked.some(({ route }) => route === 'inbox/commands'))
}

beforeEach(() => {
  server = new FakeServer()
  asked = []
  greetings = []
  vi.stubGlobal('WebSocket', FakeSocket)
})
afterEach(() => {
  inbox.close()
  vi.unstubAllGlobals()
})

describe.each(['sse', 'polling', 'websocket'] as const)('every request, over %s,', (transport) => {
  const names = () => asked.flatMap(({ headers }) => [...headers.keys()])

  it('has the token in `Authorization`, and the default for cookies', async () => {
    await open(transport, {})
    for (const { headers, credentials } of asked) {
      expect(headers.get('authorization')).toBe('Bearer secret')
      expect(credentials).toBeUndefined()
    }
    expect(names()).not.toContain('x-belfry-token')
  })

  it('has the token in the named header, and no `Authorization`', async () => {
    await open(transport, { tokenHeader: 'X-Belfry-Token' })
    for (const { headers } of asked) expect(headers.get('x-belfry-token')).toBe('Bearer secret')
    expect(names()).not.toContain('authorization')
  })

  it('includes cookies if the page wants that', async () => {
    await open(transport, { withCredentials: true })
    for (const { credentials } of asked) expect(credentials).toBe('include')
  })

  it('has neither header without a token', async () => {
    await open(transport, { getToken: undefined, tokenHeader: 'x-belfry-token' })
    for (const name of ['authorization', 'x-belfry-token']) expect(names()).not.toContain(name)
  })

  it('keeps its other headers', async () => {
    await open(transport, { tokenHeader: 'x-belfry-token', withCredentials: true })
    const of = (wanted: string) => asked.find(({ route }) => route === wanted)?.headers
    expect(of('inbox')?.get('accept')).toBe('application/json')
    expect(of('inbox/commands')?.get('content-type')).toBe('application/json')
    if (transport === 'sse') expect(of('inbox/stream')?.get('accept')).toBe('text/event-stream')
  })
})

it.each([
  ['a token', () => 'secret', 'secret'],
  ['null for the cookie', undefined, null],
])('a socket is opened without headers, and says %s', async (_name, getToken, token) => {
  await open('websocket', { getToken, tokenHeader: 'x-belfry-token', withCredentials: true })
  const [how, auth] = greetings
  expect(how).toEqual(['wss://bells.example/v1/inbox/socket'])
  expect(auth).toMatchObject({ type: 'auth', token })
})

describe('a request', () => {
  beforeEach(() => (inbox = createInbox({ endpoint })))
  const authorization = { authorization: 'Bearer secret' }

  it.each([null, '', undefined])('has Authorization where the other header is %j', async (name) => {
    const tokenHeader = name as string | undefined
    await fetchWith({ fetch, tokenHeader })(`${endpoint}/v1/inbox`, { headers: authorization })
    expect([...(asked[0]?.headers ?? [])]).toEqual(Object.entries(authorization))
  })

  it('that goes without credentials on purpose stays so', async () => {
    await fetchWith({ fetch, withCredentials: true })(endpoint, { credentials: 'omit' })
    expect(asked[0]?.credentials).toBe('omit')
  })

  it('goes through the fetch that a tracing library puts in place later', async () => {
    const later = fetchWith({})
    vi.stubGlobal('fetch', fetch)
    await later(`${endpoint}/v1/inbox`)
    expect(asked).toHaveLength(1)
  })
})
