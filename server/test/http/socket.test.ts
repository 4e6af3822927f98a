import { once } from 'node:events'
import { request } from 'node:http'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { frame } from 'belfry/protocol/schemas'
import { event, graded, startTestServer, type TestServer, tokenFor } from '../support/server.js'
import { openSocket, type TestSocket } from '../support/socket.js'
import { fresh, provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const enrolled = (memberId: string): object =>
  event('course.enrolled', { memberId, courseId: 'c', courseTitle: 'Geometry' })
const tokenOf = (member: string, expires: string | number = '1h') =>
  tokenFor({ sub: member, platform: 'school', role: 'member' }, { expires })

/** Opens a socket and authenticates a member. */
async function listen(
  server: TestServer,
  member: string,
  cursor: string | null = null,
): Promise<TestSocket> {
  const socket = await openSocket(server.url)
  socket.send({ type: 'auth', token: await tokenOf(member), cursor })
  return socket
}

describe.each(storeKinds())('a socket on $name', (kind) => {
  provideServer(kind, { heartbeatMs: 300 })

  it('begins like an event stream, and sends changes', async () => {
    const name = fresh('ana')
    const socket = await listen(server, name)
    const first = [await socket.next(), await socket.next(), await socket.next()]
    for (const one of first) expect(v.safeParse(frame, one).issues).toBeUndefined()
    expect(first.map((one) => one?.type)).toEqual(['hello', 'snapshot', 'heartbeat'])
    await server.post(enrolled(name))
    const { to, position } = await socket.until('delta')
    expect(await socket.until('heartbeat')).toMatchObject({ position })
    socket.close()

    await server.post(graded(name))
    const again = await listen(server, name, to)
    expect(await again.until('delta')).toMatchObject({ from: position, position: { u: 2 } })
    again.close()
  })

  it('begins with a snapshot for a cursor that the server did not issue', async () => {
    const socket = await listen(server, fresh('ana'), 'made up')
    expect((await socket.until('snapshot')).reason).toBe('epoch')
    socket.close()
  })

  it('is not compressed', async () => {
    const socket = await listen(server, fresh('ana'))
    expect(socket.socket.extensions).toBe('')
    socket.close()
  })

  it('is closed when its member is removed, and with 4410 for a removed member', async () => {
    const name = fresh('ana')
    const socket = await listen(server, name)
    await socket.until('heartbeat')
    await server.post(event('member.removed', { memberId: name }))
    expect((await socket.until('bye')).reason).toBe('revoked')
    expect(await socket.closed).toBe(1000)
    expect(await (await listen(server, name)).closed).toBe(4410)
  })
})

describe('sockets', () => {
  const kind = storeKinds()[0]

  provideServer(kind!, { allowedOrigins: ['https://school.example'] })

  it.each([
    ['text that is not JSON', 'hello'],
    ['another message', { type: 'hello' }],
    ['a token that is no text', { type: 'auth', token: 7, cursor: null }],
    ['no cursor', { type: 'auth', token: 'x' }],
    ['a message of more than 8 KiB', { type: 'auth', token: 'x'.repeat(8192), cursor: null }],
  ])('are closed with 4400 for %s', async (_name, message) => {
    const socket = await openSocket(server.url)
    socket.send(message)
    expect(await socket.closed).toBe(4400)
  })

  it('are closed with 4400 for binary messages', async () => {
    const socket = await openSocket(server.url)
    socket.socket.send(Buffer.from('{"type":"auth","token":null,"cursor":null}'))
    expect(await socket.closed).toBe(4400)
  })

  it('are closed without reading a message that is far too long', async () => {
    const socket = await openSocket(server.url)
    socket.send('x'.repeat(1_000_000))
    expect(await socket.closed).toBe(1009)
  })

  it('are closed with 4400 for a message after the authentication', async () => {
    const socket = await listen(server, 'ana')
    await socket.until('heartbeat')
    socket.send({ type: 'read-all' })
    expect(await socket.closed).toBe(4400)
  })

  it.each([
    ['no token', () => Promise.resolve(null)],
    ['a token of nobody', () => Promise.resolve('a.b.c')],
    ['a token of the past', () => tokenOf('ana', 1)],
  ])('are closed with 4401 for %s', async (_name, token) => {
    const socket = await openSocket(server.url)
    socket.send({ type: 'auth', token: await token(), cursor: null })
    expect(await socket.closed).toBe(4401)
  })

  it('are closed with 4403 for a platform that does not exist', async () => {
    const socket = await openSocket(server.url)
    const token = await tokenFor({ sub: 'ana', platform: 'nowhere', role: 'member' })
    socket.send({ type: 'auth', token, cursor: null })
    expect(await socket.closed).toBe(4403)
  })

  it('are closed with 4408 if they do not authenticate in time', async () => {
    const socket = await openSocket(server.url)
    expect(await socket.closed).toBe(4408)
  }, 15_000)

  it('are open to allowed origins, the server’s own pages and programs', async () => {
    const opens = (headers: Record<string, string>) =>
      openSocket(server.url, headers).then(
        (socket) => {
          socket.close()
          return 'opened'
        },
        (error: unknown) => (error as Error).message,
      )
    expect(await opens({})).toBe('opened')
    expect(await opens({ origin: server.url })).toBe('opened')
    expect(await opens({ origin: 'https://school.example' })).toBe('opened')
    for (const origin of ['https://evil.example', 'null', 'no origin', 'http://127.0.0.1:1'])
      expect(await opens({ origin })).toContain('403')
  })

  it('are refused at other paths', async () => {
    const refused = request(`${server.url}/v1/inbox`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
      },
    }).end()
    const [response] = (await once(refused, 'response')) as [{ statusCode: number }]
    expect(response.statusCode).toBe(404)
  })

  it('count as streams, and get a retry time above the limit', async () => {
    const place = await kind!.create()
    const other = await startTestServer(place, { streamsPerMember: 1 })
    const first = await listen(other, 'ana')
    await first.until('heartbeat')
    const second = await listen(other, 'ana')
    expect(await second.next()).toMatchObject({ type: 'bye', reason: 'limit', retryAfterMs: 5000 })
    expect(await second.closed).toBe(4429)
    await other.close()
    await place.remove()
  })

  it('get a random retry time when the server stops', async () => {
    const place = await kind!.create()
    const going = await startTestServer(place)
    const socket = await listen(going, 'ana')
    await socket.until('heartbeat')
    const stranger = await openSocket(going.url)
    const closed = going.close()
    const bye = await socket.until('bye')
    expect(bye.reason).toBe('deploy')
    expect(bye.retryAfterMs).toBeLessThanOrEqual(1000)
    expect(await socket.closed).toBe(1001)
    expect(await stranger.closed).toBe(4503)
    await closed
    await place.remove()
  })
})
