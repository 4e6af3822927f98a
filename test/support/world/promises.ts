import { expect } from 'vitest'
import type { VirtualTime } from '../../simulation/clock/virtual-time.js'
import type { Client } from './load-client.js'
import type { Page, PageOptions } from './page.js'
import { World, type Device } from './world.js'

// Promises that the tests hold the client to, and that the mutations must break.

/** A page and the machine that it is open on. */
export interface Opened {
  readonly device: Device
  readonly page: Page
}

/** Opens a page, and waits until it is live. */
export async function openLive(world: World, options: PageOptions = {}): Promise<Opened> {
  const device = world.addDevice()
  const page = await device.openPage(options)
  await world.advance(1_000)
  expect(page.status).toBe('live')
  return { device, page }
}

/** Opens a page of a member who needs a token. */
export function openAs(world: World, { getToken }: Host): Promise<Opened> {
  world.site.tokens = new Set(['first'])
  return openLive(world, { getToken })
}

/** Opens tabs of one browser that settle on a leader: the first. */
export async function openTabs(
  world: World,
  count: number,
): Promise<{ device: Device; pages: Page[] }> {
  const device = world.addDevice()
  const pages: Page[] = []
  for (let n = 0; n < count; n += 1) {
    pages.push(await device.openPage())
    await world.advance(100)
  }
  await world.advance(3_000)
  return { device, pages }
}

/** Notifies the member, and waits until pages show it. Returns how long that took. */
export function noticed(world: World, pages: readonly Page[], withinMs: number): Promise<number> {
  world.site.server.create('learning', 0)
  return world.until(() => pages.every((page) => world.isRight(page)), withinMs)
}

/** When the pages of a machine began to try something, relative to a moment. */
export const triedSince = ({ link }: Device, since: number): number[] =>
  link.attempts.filter(({ at }) => at >= since).map(({ at }) => at - since)

/** A host’s back end that gives tokens: what it gave, and how many were asked for at a time. */
export class Host {
  token = 'first'
  /** The error with which a call fails; `null` gives a token. */
  failure: Error | null = null
  asked = 0
  mostAtOnce = 0
  readonly #time: VirtualTime
  #open = 0

  constructor({ time }: World) {
    this.#time = time
  }

  readonly getToken = async (): Promise<string> => {
    this.asked += 1
    this.#open += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#open)
    const { current } = this.#time
    await new Promise<void>((resolve) => this.#time.post(current, resolve, 50))
    this.#open -= 1
    if (this.failure) throw this.failure
    return this.token
  }
}

/** A leader that hangs is gone around within 8 s, by one tab, and gives way when it is back. */
export async function hungLeader(client: Client): Promise<void> {
  await using world = new World({ client })
  const { device, pages } = await openTabs(world, 10)
  const [leader, ...others] = pages
  leader?.tab.hang()
  await world.advance(10)
  expect(await noticed(world, others, 8_000)).toBeLessThanOrEqual(8_000)
  // The first tab that opens its own stream becomes the leader, so the others need none.
  await world.advance(10_000)
  const open = device.streams.filter(({ page }) => page !== leader?.tab.thread)
  expect(open).toHaveLength(1)
  leader?.tab.unhang()
  await world.advance(5_000)
  expect(device.streams).toHaveLength(1)
  for (const page of pages) world.checkConverged(page)
  await world.end()
}

/** Attempts are random, further and further apart, and never end. */
export async function patientRetries(client: Client): Promise<void> {
  await using world = new World({ client, seed: 3 })
  const { device, page } = await openLive(world, { transportNames: ['sse'] })
  const start = world.time.now
  world.site.refusal = { status: 500 }
  world.site.cut()
  await world.advance(3_600_000)
  const tried = triedSince(device, start)
  const gaps = tried.slice(1).map((at, index) => at - (tried[index] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(30_100)
  expect(tried.filter((at) => at > 600_000).length).toBeLessThan(400)
  expect(new Set(gaps).size).toBeGreaterThan(100)
  world.site.refusal = null
  await world.until(() => world.isRight(page) && page.status === 'live', 31_000)
  await world.end()
}

/** Commands go out no sooner than the server asks for. */
export async function retryAfterForCommands(client: Client): Promise<void> {
  await using world = new World({ client })
  const { device, page } = await openLive(world)
  world.site.server.create('learning', 0)
  await world.advance(100)
  world.site.refusal = { status: 429, headers: { 'retry-after': '20' } }
  await page.act((inbox) => inbox.markAllAsRead())
  await world.advance(100)
  world.site.refusal = null
  const sent = () => device.link.attempts.filter(({ kind }) => kind === 'commands')
  expect(sent()).toHaveLength(1)
  await world.advance(19_800)
  expect(sent()).toHaveLength(1)
  await world.until(() => world.isRight(page), 11_000)
  expect(sent()).toHaveLength(2)
  await world.end()
}

/** A refused token is replaced by one call, however many found it refused. */
export async function oneTokenAtATime(client: Client): Promise<void> {
  await using world = new World({ client })
  const host = new Host(world)
  const { device, page } = await openAs(world, host)
  for (let n = 0; n < 8; n += 1) world.site.server.create('learning', 0)
  await world.advance(500)
  host.token = 'second'
  world.site.tokens = new Set(['second'])
  await page.act((inbox) => inbox.markAllAsRead())
  await page.act((inbox) => inbox.loadOlder().catch(() => undefined))
  for (const feed of world.site.feeds) world.site.bye(feed, 'auth', 0)
  await world.until(() => world.isRight(page) && device.streams.length === 1, 5_000)
  expect(host.mostAtOnce).toBe(1)
  expect(host.asked).toBe(2)
  await world.end()
}

/** A page can be kept in the back/forward cache, and is right 1.5 s after it is back. */
export async function backForwardCache(client: Client): Promise<void> {
  await using world = new World({ client })
  const { device, page } = await openLive(world)
  page.tab.leave()
  await world.advance(100)
  expect(page.tab.isInCache).toBe(true)
  expect(world.site.feeds.size).toBe(0)
  world.site.server.create('learning', 0)
  await world.advance(600_000)
  page.tab.comeBack()
  await world.until(() => world.isRight(page), 1_500)
  await world.until(() => device.streams.length === 1, 1_500)
  await world.end()
}

/** An answer of a proxy settles no command. */
export async function foreignAnswers(client: Client): Promise<void> {
  await using world = new World({ client })
  world.site.server.create('learning', 0)
  const { device, page } = await openLive(world)
  device.network.foreign.set('commands', { status: 404, html: '<h1>' })
  await page.act((inbox) => inbox.markAllAsRead())
  await world.advance(4_000)
  expect(page.inbox.$refused.get()).toBeNull()
  expect(page.unread).toBe(0)
  device.network.foreign.clear()
  await world.until(() => world.isRight(page), 3_000)
  await world.end()
}

/** A member whom the server refused is asked about again within a minute. */
export async function refusedForAWhile(client: Client): Promise<void> {
  await using world = new World({ client })
  const { page } = await openAs(world, new Host(world))
  world.site.refusal = { status: 403 }
  world.site.cut()
  await world.until(() => page.status === 'unauthorized', 5_000)
  await world.advance(600_000)
  world.site.refusal = null
  await world.until(() => page.status === 'live', 61_000)
  await world.end()
}

/** A frame of the leader does not reach a tab that follows. */
export async function missOneFrame(world: World, follower: Page): Promise<void> {
  const { channels } = follower.tab.browser
  channels.isBroken = true
  world.site.server.create('learning', 0)
  await world.advance(100)
  channels.isBroken = false
  expect(world.isRight(follower)).toBe(false)
}

/** A wall clock that is set back hides no frame that a following tab misses. */
export async function clockSetBack(client: Client, stepMs = 3_600_000): Promise<void> {
  await using world = new World({ client })
  const { device, pages } = await openTabs(world, 2)
  const [, follower] = pages
  if (!follower) throw new Error('there is no second tab')
  // It catches up once, as after its time in the back/forward cache.
  await missOneFrame(world, follower)
  await world.until(() => world.isRight(follower), 15_000)
  device.browser.clockSkewMs -= stepMs
  await missOneFrame(world, follower)
  await world.until(() => world.isRight(follower), 15_000)
  await world.end()
}

/** Where tabs cannot hear each other, they take the connection from each other once a minute at most. */
export async function noStealStorm(client: Client): Promise<void> {
  await using world = new World({ client })
  const { device, pages } = await openTabs(world, 10)
  device.browser.channels.isBroken = true
  const before = device.browser.locks.steals
  await world.advance(3_600_000)
  expect(device.browser.locks.steals - before).toBeLessThanOrEqual(20)
  for (const page of pages) world.checkConverged(page)
  device.browser.channels.isBroken = false
  await world.until(() => device.streams.length === 1, 10_000)
  await world.end()
}
