import { describe, expect, it } from 'vitest'
import { startGate } from '../support/gate.js'
import { event, KEYS, startTestServer, titles, tokenFor } from '../support/server.js'
import { openSocket } from '../support/socket.js'
import { storeKinds } from '../support/stores.js'

const enrolled = (memberId: string): object =>
  event('course.enrolled', { memberId, courseId: 'c', courseTitle: 'Geometry' })

describe.each(storeKinds().filter(({ name }) => name === 'PostgreSQL'))('on $name', (kind) => {
  it('fault 15: the sweep delivers changes without a hint to streams, sockets and polls', async () => {
    const store = await kind.create()
    const [node, other] = [
      await startTestServer(store, { sweepMs: 200 }),
      await startTestServer(store),
    ]
    const member = node.as('ana')
    const { to } = await member.inbox()
    const stream = await member.stream()
    await stream.until('heartbeat')
    const token = await tokenFor({ sub: 'ana', platform: 'school', role: 'member' })
    const socket = await openSocket(node.url)
    socket.send({ type: 'auth', token, cursor: to })
    await socket.until('heartbeat')
    const poll = node.fetch(`/v1/inbox/sync?wait=25&cursor=${to}`, {
      headers: { ...member.headers, 'if-none-match': `"${to}"` },
    })
    // The other node cannot notify this one, as if it had died after the commit.
    await other.post(enrolled('ana'))
    for (const delta of [await stream.until('delta'), await socket.until('delta')])
      if (delta.notifications.length > 0)
        expect(titles(delta.notifications)).toEqual(['Welcome to Geometry'])
    expect(await (await poll).json()).toMatchObject({ frames: [{ type: 'delta' }] })
    stream.close()
    socket.close()
    await Promise.all([node.close(), other.close()])
    await store.remove()
  })

  /** Starts a server that reaches its database through a gate, and opens a stream of a member. */
  const behindGate = async (settings: Parameters<typeof startTestServer>[1]) => {
    const store = await kind.create()
    const gate = await startGate(store.options.databaseUrl ?? '')
    const server = await startTestServer(
      { ...store, options: { ...store.options, databaseUrl: gate.url } },
      { heartbeatMs: 200, ...settings },
    )
    const ana = server.as('ana')
    const stream = await ana.stream()
    const { position } = await stream.until('heartbeat')
    return {
      ...{ gate, server, ana },
      beatsOn: async () => {
        for (let beats = 0; beats < 3; beats += 1)
          expect(await stream.next()).toMatchObject({ type: 'heartbeat', position })
      },
      isWellAgain: async () => {
        await expect.poll(() => server.fetch('/readyz').then(({ status }) => status)).toBe(200)
        await server.post(enrolled('ana'))
        const { notifications } = await stream.until('delta')
        expect(titles(notifications)).toEqual(['Welcome to Geometry'])
      },
      close: async () => {
        stream.close()
        await server.close()
        gate.close()
        await store.remove()
      },
    }
  }
  const expectUnavailable = (answer: { status: number; headers: Headers }) => {
    expect(answer.status).toBe(503)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }

  it('fault 18: requests get 503 while the database is out of reach, and streams stay open', async () => {
    const { gate, server, ana, ...member } = await behindGate({ sweepMs: 200 })
    gate.shut()
    expectUnavailable(await server.fetch('/v1/inbox', ana))
    expect((await server.fetch('/readyz')).status).toBe(503)
    await member.beatsOn()
    gate.open()
    await member.isWellAgain()
    await member.close()
  })

  it('fault 18: requests get 503 while the database is frozen, and the server recovers when it thaws', async () => {
    const options = { sweepMs: 60_000, databaseTimeoutMs: 500 }
    const { gate, server, ana, ...member } = await behindGate(options)
    // Open connections hang in another way than connections that cannot be opened.
    await Promise.all(Array.from({ length: 5 }, () => ana.inbox()))
    gate.freeze()
    // More requests than connections: a request that waits for a connection must not
    // wait forever either.
    const asked = Array.from({ length: 15 }, () => server.fetch('/v1/inbox', ana))
    const posted = server.send('POST', '/v1/events', enrolled('ana'), {
      authorization: `Bearer ${KEYS.school}`,
      'content-type': 'application/cloudevents+json',
    })
    for (const refused of await Promise.all([...asked, posted])) expectUnavailable(refused)
    await member.beatsOn()
    gate.thaw()
    await member.isWellAgain()
    await member.close()
  })
})
