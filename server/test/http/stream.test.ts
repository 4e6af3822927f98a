import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { frame } from 'belfry/protocol/schemas'
import { event, type MemberClient, startTestServer, titles, tokenFor } from '../support/server.js'
import { fresh, provideServer, provideStore, server, store } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const enrolled = (memberId: string, courseTitle = 'Geometry', courseId = 'c'): object =>
  event('course.enrolled', { memberId, courseId, courseTitle })

describe.each(storeKinds())('a stream on $name', (kind) => {
  provideServer(kind, { heartbeatMs: 300 })

  it('begins with hello, a snapshot and a heartbeat', async () => {
    const stream = await server.as(fresh('ana')).stream()
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(stream.response.headers.get('cache-control')).toContain('no-transform')
    const [hello, state, beat] = [await stream.next(), await stream.next(), await stream.next()]
    for (const one of [hello, state, beat]) expect(v.safeParse(frame, one).issues).toBeUndefined()
    expect(hello).toMatchObject({ type: 'hello', version: 1, heartbeatMs: 300 })
    expect(state).toMatchObject({ type: 'snapshot', reason: null })
    expect(beat).toMatchObject({ type: 'heartbeat', position: { u: 0 } })
    expect(stream.lastId()).toBe(state && 'to' in state && state.to)
    stream.close()
  })

  it('sends changes with content, counts and position', async () => {
    const name = fresh('ana')
    const stream = await server.as(name).stream()
    await stream.until('snapshot')
    await server.post(enrolled(name))
    const delta = await stream.until('delta')
    expect(v.safeParse(frame, delta).issues).toBeUndefined()
    expect(delta).toMatchObject({
      from: { u: 0 },
      position: { u: 1 },
      counts: { unread: 1, unreadByCategory: { learning: 1 }, unseen: 1 },
      notifications: [{ kind: 'created', content: { title: 'Welcome to \u2068Geometry\u2069' } }],
    })
    stream.close()
  })

  it('sends the commands of one device to all devices of the member', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    await server.post(enrolled(name))
    const stream = await ana.stream()
    const state = await stream.until('snapshot')
    const id = randomUUID()
    await ana.commands(state.to, [{ id, type: 'read-all', upTo: state.to }])
    expect(await stream.until('delta')).toMatchObject({
      head: { read: { learning: { u: 1 } } },
      counts: { unread: 0 },
      notifications: [],
      commands: [id],
    })
    stream.close()
  })

  it('resumes from a cursor, and prefers the header over the query', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    const old = (await ana.inbox()).to
    await server.post(enrolled(name, 'First'))
    const newer = (await ana.inbox()).to
    await server.post(enrolled(name, 'Second'))
    const resume = async (options: Parameters<MemberClient['stream']>[0]) => {
      const stream = await ana.stream(options)
      const delta = await stream.until('delta')
      stream.close()
      return titles(delta.notifications)
    }
    expect(await resume({ cursor: old })).toEqual(['Welcome to Second', 'Welcome to First'])
    expect(await resume({ cursor: old, lastEventId: newer })).toEqual(['Welcome to Second'])
    expect(await resume({ cursor: (await ana.inbox()).to })).toEqual([])
  })

  it('begins with a snapshot and its reason for a cursor that it cannot continue', async () => {
    const name = fresh('ana')
    const ana = server.as(name)
    const { to } = await ana.inbox()
    const reasonFor = async (cursor: string) => {
      const stream = await ana.stream({ cursor })
      const { reason } = await stream.until('snapshot')
      stream.close()
      return reason
    }
    expect(await reasonFor('1.made-up.0.0.xxxxxxxxxxxxxxxxxxxxxx')).toBe('epoch')
    expect(await reasonFor((await server.as(fresh('leo')).inbox()).to)).toBe('epoch')
    await server.post(
      Array.from({ length: 201 }, (_none, index) => enrolled(name, `C${index}`, `c${index}`)),
    )
    expect(await reasonFor(to)).toBe('too-far')
  })

  it('sends a broadcast to its audience, and only the new position to other members', async () => {
    const [ana, leo] = [fresh('ana'), fresh('leo')]
    const course = fresh('course')
    await server.post([enrolled(ana, 'Geometry', course), enrolled(leo)])
    const streams = await Promise.all([server.as(ana).stream(), server.as(leo).stream()])
    const [first, second] = streams
    await Promise.all(streams.map((stream) => stream.until('heartbeat')))
    await server.post(
      event('lesson.published', {
        courseId: course,
        courseTitle: 'Geometry',
        lessonId: 'l',
        lessonTitle: 'Angles',
      }),
    )
    expect(await first.until('delta')).toMatchObject({ notifications: [{ scope: 'broadcast' }] })
    expect(await second.until('delta')).toMatchObject({
      notifications: [],
      counts: null,
      head: null,
    })
    streams.forEach((stream) => stream.close())
  })

  it('repeats the last sent position in every heartbeat', async () => {
    const name = fresh('ana')
    const stream = await server.as(name).stream()
    await stream.until('heartbeat')
    await server.post(enrolled(name))
    const { inbox, epoch, position } = await stream.until('delta')
    expect(await stream.until('heartbeat')).toMatchObject({ inbox, epoch, position })
    stream.close()
  })

  it('ends a minute after its token has expired, because clocks differ', async () => {
    const leewaySeconds = 60
    const exp = Math.floor(Date.now() / 1000) + 4 - leewaySeconds
    const token = await tokenFor(
      { sub: fresh('ana'), platform: 'school', role: 'member' },
      { expires: exp },
    )
    const response = await server.fetch('/v1/inbox/stream', {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(await response.text()).toContain('"type":"bye","reason":"auth"')
    expect(Date.now()).toBeGreaterThanOrEqual((exp + leewaySeconds) * 1000)
    const late = await server.fetch('/v1/inbox', { headers: { authorization: `Bearer ${token}` } })
    expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([401, 'expired'])
  })
})

describe.each(storeKinds().filter(({ name }) => name === 'PostgreSQL'))('two nodes', (kind) => {
  it('deliver each other’s changes by the sweep without a hint', async () => {
    const store = await kind.create()
    const [first, second] = [
      await startTestServer(store, { sweepMs: 200 }),
      await startTestServer(store),
    ]
    const stream = await first.as('ana').stream()
    await stream.until('heartbeat')
    await second.post(enrolled('ana'))
    const delta = await stream.until('delta')
    expect(titles(delta.notifications)).toEqual(['Welcome to Geometry'])
    stream.close()
    await first.close()
    await second.close()
    await store.remove()
  })
})

describe('the streams of a server', () => {
  const kind = storeKinds()[0]

  provideStore(kind!)

  it('are limited for each member and address', async () => {
    const server = await startTestServer(store, { streamsPerMember: 2, streamsPerAddress: 3 })
    const ana = server.as('ana')
    const open = await Promise.all([ana.stream(), ana.stream()])
    await expect(ana.stream()).rejects.toThrow('too-many-streams')
    open.push(await server.as('leo').stream())
    await expect(server.as('eve').stream()).rejects.toThrow('too-many-streams')
    open[0]?.close()
    await expect
      .poll(() =>
        ana.stream().then(
          () => 'open',
          () => 'refused',
        ),
      )
      .toBe('open')
    await server.close()
  })

  it('get a random retry time when the server stops', async () => {
    const server = await startTestServer(store)
    const streams = await Promise.all(['ana', 'leo', 'eve'].map((name) => server.as(name).stream()))
    await Promise.all(streams.map((stream) => stream.until('heartbeat')))
    const closed = server.close()
    const goodbyes = await Promise.all(streams.map((stream) => stream.until('bye')))
    for (const { reason, retryAfterMs } of goodbyes) {
      expect(reason).toBe('deploy')
      expect(retryAfterMs).toBeLessThanOrEqual(1000)
    }
    for (const stream of streams) expect(await stream.next()).toBeNull()
    await closed
  })

  it('are closed if their client does not read, while other streams stay open', async () => {
    const server = await startTestServer(store, {
      heartbeatMs: 100,
      sendBufferBytes: 64 * 1024,
      streamsPerMember: 1,
    })
    const [slow, quick] = [server.as('slow'), server.as('quick')]
    await Promise.all([slow.inbox(), quick.inbox()])
    const stalled = await openWithoutReading(`${server.url}/v1/inbox/stream`, slow.headers)
    const stream = await quick.stream()
    await stream.until('heartbeat')
    const long = { memberId: 'slow', courseId: 'c', courseTitle: 'C', message: 'm'.repeat(2000) }
    // The kernel buffers some megabytes before the server's memory does. The member may have one
    // stream, so another one opens only after the stalled one was closed.
    const postMoreAndOpen = async () => {
      await server.post(Array.from({ length: 95 }, () => event('course.enrolled', long)))
      return slow.stream().then(
        () => 'cut',
        () => 'still open',
      )
    }
    expect(await postMoreAndOpen()).toBe('still open')
    await expect.poll(postMoreAndOpen, { timeout: 20_000 }).toBe('cut')
    await server.post(enrolled('quick'))
    expect((await stream.until('delta')).notifications).toHaveLength(1)
    stream.close()
    stalled.destroy()
    await server.close()
  })
})

/** Opens a stream on a socket that is not read after the headers. */
function openWithoutReading(
  url: string,
  headers: Record<string, string>,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent: false }, resolve).once('error', reject).end()
  })
}
