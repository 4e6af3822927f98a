import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { event, type MemberClient, startTestServer, tokenFor } from '../support/server.js'
import { openSocket } from '../support/socket.js'
import { provideStore, store } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

const tokenOf = (member: string) => tokenFor({ sub: member, platform: 'school', role: 'member' })
const enrolled = (memberId: string, message = ''): object =>
  event('course.enrolled', { memberId, courseId: 'c', courseTitle: 'C', message })

/** Opens a stream. Returns `opened`, or the status of the refusal. */
const statusOf = (member: MemberClient): Promise<string> =>
  member.stream().then(
    (stream) => {
      stream.close()
      return 'opened'
    },
    (error: unknown) => (error as Error).message.slice(0, 3),
  )

describe('overload', () => {
  provideStore(storeKinds()[0]!)

  it('fault 25: a socket whose client does not read is closed, and other streams stay open', async () => {
    const server = await startTestServer(store, {
      heartbeatMs: 100,
      sendBufferBytes: 64 * 1024,
      streamsPerMember: 1,
    })
    const quick = await server.as('quick').stream()
    await quick.until('heartbeat')
    const slow = await openSocket(server.url)
    slow.send({ type: 'auth', token: await tokenOf('slow'), cursor: null })
    await slow.until('heartbeat')
    slow.socket.pause()
    const again = server.as('slow')
    const postMoreAndOpen = async () => {
      const long = Array.from({ length: 95 }, () => enrolled('slow', 'm'.repeat(2000)))
      await server.post(long)
      return statusOf(again)
    }
    expect(await postMoreAndOpen()).toBe('429')
    await expect.poll(postMoreAndOpen, { timeout: 60_000 }).toBe('opened')
    await server.post(enrolled('quick'))
    expect((await quick.until('delta')).notifications).toHaveLength(1)
    slow.socket.terminate()
    quick.close()
    await server.close()
  }, 90_000)

  it('fault 25: a client that sends its headers byte by byte is disconnected', async () => {
    const server = await startTestServer(store, { headersTimeoutMs: 1000 })
    const loris = connect(server.port, '127.0.0.1')
    const drip = setInterval(() => loris.write('x'), 100)
    loris.on('error', () => undefined)
    loris.write('GET /v1/inbox/stream HTTP/1.1\r\nhost: localhost\r\nx-slow: ')
    const said = text(loris).catch(() => '')
    await once(loris, 'close')
    clearInterval(drip)
    expect(await said).toMatch(/^(HTTP\/1\.1 408 |$)/)
    await server.close()
  })

  it('fault 41: a member who opens 200 streams gets 10 of them, and other members get theirs', async () => {
    const server = await startTestServer(store)
    const ana = server.as('ana')
    await ana.inbox()
    const attempts = await Promise.allSettled(Array.from({ length: 200 }, () => ana.stream()))
    const open = attempts.flatMap((attempt) =>
      attempt.status === 'fulfilled' ? [attempt.value] : [],
    )
    expect(open).toHaveLength(10)
    expect(await statusOf(server.as('leo'))).toBe('opened')
    open.forEach((stream) => stream.close())
    await server.close()
  })

  it('fault 41: the limit of streams per address applies to the address that a trusted proxy reports', async () => {
    const server = await startTestServer(store, { streamsPerAddress: 1, trustedProxies: 1 })
    const ana = server.as('ana')
    await ana.inbox()
    const openFrom = (address: string) =>
      server.fetch('/v1/inbox/stream', {
        headers: { ...ana.headers, 'x-forwarded-for': `6.6.6.6, ${address}` },
      })
    const responses = [
      await openFrom('1.1.1.1'),
      await openFrom('1.1.1.1'),
      await openFrom('2.2.2.2'),
    ]
    expect(responses.map(({ status }) => status)).toEqual([200, 429, 200])
    expect(Number(responses[1]?.headers.get('retry-after'))).toBeGreaterThan(0)
    for (const response of responses) await response.body?.cancel()
    await server.close()
  })

  it('fault 41: a rush of streams, sockets and polls is limited, and the rest get a retry time', async () => {
    const server = await startTestServer(store, { streamOpensPerSecond: 0.01 })
    const ana = server.as('ana')
    await ana.inbox()
    const opens = await Promise.all(Array.from({ length: 8 }, () => statusOf(ana)))
    expect(opens.sort()).toEqual([...Array.from({ length: 7 }, () => '503'), 'opened'])

    const poll = () => server.fetch('/v1/inbox/sync', ana)
    const polls = await Promise.all([poll(), poll(), poll(), poll(), poll()])
    const refused = polls.find(({ status }) => status === 503)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)

    const token = await tokenOf('ana')
    const codes = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const socket = await openSocket(server.url)
        socket.send({ type: 'auth', token, cursor: null })
        const isOpen = socket.until('hello').then(() => 'opened')
        return Promise.race([socket.closed, isOpen.catch(() => socket.closed)])
      }),
    )
    expect(codes).toContain(4503)
    await server.close()
  })

  it('fault 41: the number of unauthenticated sockets of an address is limited', async () => {
    const server = await startTestServer(store, { streamsPerAddress: 2 })
    const silent = [await openSocket(server.url), await openSocket(server.url)]
    await expect(openSocket(server.url)).rejects.toThrow('429')
    silent.forEach(({ socket }) => socket.terminate())
    await expect
      .poll(() =>
        openSocket(server.url).then(
          (socket) => socket.socket.terminate(),
          (error: unknown) => String(error),
        ),
      )
      .toBeUndefined()
    await server.close()
  })
})
