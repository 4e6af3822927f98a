import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { readConfig } from '../../server/src/config.js'
import {
  startChaosProxy,
  type ChaosProxy,
  type Weather,
} from '../simulation/network/chaos-proxy.js'
import { startLoadBalancer, type LoadBalancer } from '../simulation/network/load-balancer.js'
import { openRecordedPage, type RecordedPage, type TransportName } from './support/recorded-page.js'
import { openBrowser } from '../simulation/browser/real-time-browser.js'
import {
  personOf,
  postEvents,
  startServerProcess,
  type Person,
  type ServerProcess,
} from './support/server-process.js'
import { askServer, shownBy, shownOf, stormOf, wrongWith } from './support/truth.js'

/** How often the server of these tests says that it is there, in milliseconds. */
const HEARTBEAT_MS = 300
const SOON = { timeout: 30_000, interval: 20 }

/** A member, their page, and the network between it and the server. */
interface Visit {
  readonly person: Person
  readonly proxy: ChaosProxy
  readonly page: RecordedPage
  /** Posts a number of notifications for the member, and waits until they are acknowledged. */
  post(count?: number, title?: string): Promise<void>
  /** Waits until the page shows what the server has, with the same numbers. */
  agree(): Promise<void>
  /** Waits until the page has opened a number of streams. */
  opened(count: number): Promise<void>
}

let server: ServerProcess
const cleanups: (() => unknown)[] = []

beforeAll(async () => {
  server = await startServerProcess({ BELFRY_HEARTBEAT_MS: String(HEARTBEAT_MS) })
})
afterAll(() => server.remove())
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

interface VisitOptions {
  readonly transports?: readonly TransportName[]
  readonly weather?: Weather
  /** Stands between the network and the server. */
  readonly balancer?: LoadBalancer
}

async function visit({ transports, weather = {}, balancer }: VisitOptions = {}): Promise<Visit> {
  const person = await personOf(`m-${randomUUID()}`)
  const proxy = await startChaosProxy(balancer?.port ?? server.port)
  cleanups.push(() => proxy.close())
  const post = async (count = 1, title = 'Maths'): Promise<void> => {
    const events = Array.from({ length: count }, () => ({
      id: randomUUID(),
      type: 'course.enrolled',
      data: { memberId: person.member, courseId: randomUUID(), courseTitle: title },
    }))
    await vi.waitUntil(() => postEvents(server.url, ...events), SOON)
  }
  await post()
  proxy.set(weather)
  const page = openRecordedPage(openBrowser().openTab(), {
    endpoint: proxy.url,
    token: person.token,
    ...(transports && { transports }),
  })
  cleanups.push(() => page.close())
  const agree = (): Promise<void> =>
    vi.waitFor(async () => {
      const truth = await askServer(server.url, person)
      // A list may be loaded less deep, or deeper, than the hundred that the server answers.
      const shown = shownBy(page.inbox).slice(0, 100)
      const depth = page.inbox.$hasOlder.get() ? shown.length : 100
      expect(shown).toEqual(shownOf(truth).slice(0, depth))
      expect(page.inbox.$counts.get()).toEqual(truth.counts)
      expect(page.inbox.$status.get()).toBe('live')
    }, SOON)
  const opened = async (count: number): Promise<void> => {
    await vi.waitUntil(() => page.openings.length >= count, SOON)
  }
  return { person, proxy, page, post, agree, opened }
}

const unread = ({ page }: Visit): number => page.inbox.$counts.get().unread

describe('a connection that breaks', () => {
  it('fault 1: inside a frame resumes from the last whole one without a change of status', async () => {
    const { proxy, page, post, agree, opened } = await visit()
    await agree()
    const [before] = page.openings
    proxy.set({ sliceBytes: 1, bytesPerSecond: 400 })
    const handed = proxy.handedBytes
    await post()
    await vi.waitUntil(() => proxy.handedBytes > handed + 50, SOON)
    proxy.cut()
    proxy.clear()
    await opened(2)
    await agree()
    expect(before?.frames.filter((type) => type === 'delta')).toHaveLength(1)
    expect(page.statuses.slice(page.statuses.indexOf('live'))).toEqual(['live'])
  })

  it('fault 24: again and again, as through a proxy with time limits, is not shown', async () => {
    const { proxy, page, post, agree, opened } = await visit()
    await agree()
    for (const cuts of [1, 2, 3]) {
      proxy.cut()
      await post()
      await opened(cuts + 1)
      await agree()
    }
    expect(page.statuses.slice(page.statuses.indexOf('live'))).toEqual(['live'])
    expect(stormOf(page)).toBeNull()
  })
})

describe('a half-open connection', () => {
  it('fault 2: is replaced after 2.2 silent heartbeats', async () => {
    const { proxy, page, post, agree, opened } = await visit({ transports: ['sse', 'polling'] })
    await agree()
    proxy.set({ blackHole: 'both' })
    await post()
    await opened(2)
    const [dead] = page.openings
    expect((dead?.closedAt ?? 0) - (dead?.heardAt ?? 0)).toBeGreaterThan(2.1 * HEARTBEAT_MS)
    proxy.clear()
    await agree()
  })

  it('fault 2: is detected within 25 seconds with the default intervals', () => {
    const settings = { BELFRY_JWT_SECRET: 'x'.repeat(32), BELFRY_API_KEYS: `a=${'x'.repeat(20)}` }
    expect(2.2 * readConfig(settings).heartbeatMs).toBeLessThanOrEqual(25_000)
  })

  it('fault 3: towards the server delays commands, and applies each once', async () => {
    const visitor = await visit()
    const { person, proxy, page, post, agree } = visitor
    await agree()
    const { position } = await askServer(server.url, person)
    proxy.set({ blackHole: 'up' })
    await post()
    await vi.waitUntil(() => unread(visitor) === 2, SOON)
    page.inbox.markAsRead(page.inbox.$notifications.get()[0]?.id ?? '')
    expect(unread(visitor)).toBe(1)
    expect((await askServer(server.url, person)).counts.unread).toBe(2)
    proxy.clear()
    await vi.waitUntil(async () => {
      return (await askServer(server.url, person)).counts.unread === 1
    }, SOON)
    await agree()
    expect((await askServer(server.url, person)).position.u).toBe(position.u + 2)
  })
})

describe('a network that changes bytes', () => {
  it('fault 4: repeats frames and commands, and each counts once', async () => {
    const visitor = await visit({ weather: { isDoubling: true, isReplaying: true } })
    const { person, page, post, agree } = visitor
    await agree()
    const { position } = await askServer(server.url, person)
    for (const count of [2, 3]) {
      await post()
      await vi.waitUntil(() => unread(visitor) === count, SOON)
    }
    page.inbox.markAsUnread(page.inbox.$notifications.get()[0]?.id ?? '')
    await vi.waitUntil(async () => {
      return (await askServer(server.url, person)).position.u > position.u + 2
    }, SOON)
    await agree()
    expect(wrongWith(page, 'Maths')).toBeNull()
    const deltas = page.openings.flatMap(({ frames }) => frames).filter((type) => type === 'delta')
    expect(deltas.length).toBeGreaterThan(3)
    expect((await askServer(server.url, person)).position.u).toBe(position.u + 3)
  })

  it.each<TransportName>(['sse', 'websocket', 'polling'])(
    'fault 6: delivers byte by byte, and %s assembles frames and letters',
    async (name) => {
      const { page, post, agree } = await visit({
        transports: [name],
        weather: { sliceBytes: 1 },
      })
      await agree()
      await post(1, 'Ação “fim” 数学 🎓')
      await agree()
      expect(page.inbox.$notifications.get()[0]?.title).toContain('Ação “fim” 数学 🎓')
      expect(page.openings).toHaveLength(1)
    },
  )

  it('fault 7: damages frames, and the page starts from a snapshot at the third', async () => {
    const { proxy, page, post, agree, opened } = await visit({ transports: ['sse', 'polling'] })
    await agree()
    const full = () => page.asked.filter((path) => path === '/v1/inbox').length
    const before = full()
    for (const times of [1, 2, 3]) {
      proxy.damage(1)
      await post()
      await opened(times + 1)
      await agree()
    }
    expect(full()).toBeGreaterThan(before)
    expect(wrongWith(page, 'Maths')).toBeNull()
  })
})

describe('a page that cannot keep up', () => {
  it('fault 9: gets a snapshot when it is too far behind', async () => {
    const { proxy, page, post, agree } = await visit()
    await agree()
    proxy.set({ isRefusing: true })
    proxy.cut()
    await post(250)
    proxy.clear()
    await vi.waitUntil(() => page.inbox.$counts.get().unread === 251, SOON)
    await agree()
    expect(page.openings.at(-1)?.frames.slice(0, 2)).toEqual(['hello', 'snapshot'])
    expect(page.inbox.$hasOlder.get()).toBe(true)
  })

  it('fault 25: is up to date after a time of slow reading', async () => {
    const { proxy, page, post, agree } = await visit()
    await agree()
    proxy.set({ bytesPerSecond: 200 })
    for (let times = 0; times < 5; times += 1) await post(50)
    proxy.clear()
    await vi.waitUntil(() => page.inbox.$counts.get().unread === 251, SOON)
    await agree()
  })
})

describe('a server that fails', () => {
  it('fault 10: by a kill has lost no acknowledged event', async () => {
    const visitor = await visit()
    const { page, post, agree } = visitor
    await agree()
    await post(3)
    await server.kill()
    await server.start()
    await agree()
    expect(unread(visitor)).toBe(4)
    await post()
    await agree()
    expect(stormOf(page)).toBeNull()
  })

  it('fault 22: with `Retry-After` gets its next request at that time', async () => {
    const balancer = await startLoadBalancer(server.port)
    cleanups.push(() => balancer.close())
    const { proxy, page, post, agree } = await visit({ balancer })
    await agree()
    balancer.refuseWith(429, { 'retry-after': '2' })
    proxy.cut()
    const asked = balancer.refused.length
    await vi.waitUntil(() => balancer.refused.length >= asked + 2, SOON)
    balancer.refuseWith(null)
    await post()
    await agree()
    const streams = balancer.refused.filter(({ path }) => path === '/v1/inbox/stream')
    for (const [index, { at }] of streams.entries())
      expect(at - (streams[index - 1]?.at ?? -Infinity)).toBeGreaterThanOrEqual(1_950)
    expect(stormOf(page)).toBeNull()
  })

  it('fault 42: by standing still gets no storm of requests afterwards', async () => {
    const visitors = await Promise.all([visit(), visit(), visit(), visit()])
    for (const { agree } of visitors) await agree()
    server.freeze()
    const posting = Promise.all(visitors.map(({ post }) => post()))
    // Each page has noticed, and its requests get no answer.
    for (const { opened } of visitors) await opened(2)
    server.thaw()
    await posting
    for (const { agree, page } of visitors) {
      await agree()
      expect(stormOf(page)).toBeNull()
    }
  })
})

describe('a proxy that answers in the place of the server', () => {
  const statuses = [400, 401, 403, 404, 405, 408, 410, 413, 429, 500, 502, 503]

  it.each(statuses)('with a page and %i, settles no command', async (status) => {
    const balancer = await startLoadBalancer(server.port)
    cleanups.push(() => balancer.close())
    const visitor = await visit({ balancer })
    const { page, post, agree } = visitor
    await post(2)
    await agree()
    balancer.refuseWith(status, {}, '/v1/inbox/commands')
    page.inbox.markAllAsRead()
    await vi.waitUntil(() => balancer.refused.length >= 3, SOON)
    expect(unread(visitor)).toBe(0)
    expect(page.inbox.$refused.get()).toBeNull()
    balancer.refuseWith(null)
    await agree()
    expect(unread(visitor)).toBe(0)
    const gaps = balancer.refused
      .slice(1)
      .map(({ at }, index) => at - (balancer.refused[index]?.at ?? 0))
    // Timers of a busy machine are not exact.
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(240)
  })

  it.each(statuses)('with a page and %i to everything, is an outage', async (status) => {
    const balancer = await startLoadBalancer(server.port)
    cleanups.push(() => balancer.close())
    const visitor = await visit({ balancer })
    const { proxy, page, post, agree } = visitor
    await agree()
    balancer.refuseWith(status)
    proxy.cut()
    await vi.waitUntil(() => balancer.refused.length >= 4, SOON)
    balancer.refuseWith(null)
    await post()
    await agree()
    expect(page.statuses).not.toContain('unauthorized')
    expect(stormOf(page)).toBeNull()
  })
})

describe('a proxy that holds streams back', () => {
  it.each<Weather>([{ holds: 'body' }, { holds: 'everything' }])(
    'fault 23: $holds, leaves the bell live by polling without an error',
    async (weather) => {
      const { page, post, agree } = await visit({ weather: { ...weather, refusesUpgrades: true } })
      await agree()
      await post()
      await agree()
      expect(page.statuses).not.toContain('offline')
      expect(page.statuses).not.toContain('degraded')
    },
  )

  it('fault 23: until the next event delays frames at most until the next heartbeat', async () => {
    const { page, post, agree } = await visit({
      transports: ['sse', 'polling'],
      weather: { holds: 'next' },
    })
    await agree()
    await post()
    await agree()
    expect(page.openings.map(({ name }) => name)).toEqual(['sse'])
  })
})
