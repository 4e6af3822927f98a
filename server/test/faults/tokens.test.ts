import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestClock, type TestClock } from '../support/clock.js'
import { event, startTestServer, type TestServer, tokenFor } from '../support/server.js'
import { openSocket } from '../support/socket.js'
import { storeKinds, type TestStore } from '../support/stores.js'

describe('the life of a stream', () => {
  let store: TestStore
  let server: TestServer
  let clock: TestClock

  beforeAll(async () => {
    store = await storeKinds()[0]!.create()
  })
  beforeEach(async () => {
    clock = createTestClock()
    server = await startTestServer(store, { heartbeatMs: 200, streamMaxAgeMs: 200_000 }, clock)
  })
  afterEach(() => server.close())
  afterAll(() => store.remove())

  const listen = async (member: string, lifetimeSeconds = 60) => {
    const expires = Math.floor(clock.now() / 1000) + lifetimeSeconds
    const token = await tokenFor({ sub: member, platform: 'school', role: 'member' }, { expires })
    const socket = await openSocket(server.url)
    socket.send({ type: 'auth', token, cursor: null })
    await socket.until('heartbeat')
    return socket
  }

  it('fault 26: a stream announces the expiry of its token once, 20 s before, and ends with it', async () => {
    const socket = await listen('ana')
    // A token of 60 s is valid for 60 s more, because the host's clock may be late.
    clock.advance(102_000)
    expect(await socket.until('bye')).toMatchObject({ reason: 'auth', retryAfterMs: 0 })
    // The stream continues until the token expires.
    await server.post(
      event('course.enrolled', { memberId: 'ana', courseId: 'c', courseTitle: 'C' }),
    )
    await socket.until('delta')
    clock.advance(20_000)
    expect(await socket.until('bye')).toMatchObject({ reason: 'auth' })
    expect(await socket.next()).toBeNull()
    expect(await socket.closed).toBe(1000)
  })

  it('fault 26: a stream that opens with an expiring token is not closed before the expiry', async () => {
    const socket = await listen('leo', -45)
    for (let beats = 0; beats < 8; beats += 1) expect((await socket.next())?.type).toBe('heartbeat')
    socket.close()
  })

  it('fault 26: removing a member ends their streams, sockets and polls at once', async () => {
    const member = server.as('eve')
    const stream = await member.stream()
    const socket = await listen('eve')
    const { to } = await member.inbox()
    const poll = server.fetch(`/v1/inbox/sync?wait=25&cursor=${to}`, {
      headers: { ...member.headers, 'if-none-match': `"${to}"` },
    })
    await stream.until('heartbeat')
    await server.post(event('member.removed', { memberId: 'eve' }))
    expect((await stream.until('bye')).reason).toBe('revoked')
    expect((await socket.until('bye')).reason).toBe('revoked')
    // The poll may have arrived too late to wait. It is refused in that case.
    const answer = await poll
    if (answer.status === 200)
      expect(await answer.json()).toMatchObject({ frames: [{ type: 'bye', reason: 'revoked' }] })
    else {
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ code: 'member-removed' })
    }
  })

  it('is 15 minutes ± 20 %, so that clients do not all reconnect at the same time', async () => {
    const sockets = await Promise.all(
      Array.from({ length: 8 }, (_none, index) => listen(`herd-${index}`, 3600)),
    )
    const ends = sockets.map((socket) => socket.until('bye'))
    clock.advance(159_000)
    const witness = await listen('witness', 3600)
    for (let beats = 0; beats < 8; beats += 1) await witness.until('heartbeat')
    expect(await Promise.race([...ends, Promise.resolve('all open')])).toBe('all open')
    clock.advance(82_000)
    for (const end of ends) expect((await end).reason).toBe('rotate')
    witness.close()
  })
})
