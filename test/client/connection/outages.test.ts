import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from '../../support/world/load-client.js'
import { openLive, triedSince } from '../../support/world/promises.js'
import { World } from '../../support/world/world.js'

const MINUTE_MS = 60_000
const seeds = [1, 2, 3, 4, 5, 6, 7, 8]

let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('a page in an outage', () => {
  it.for(seeds)(
    'is up to date within 3 s after 10 s without a server, from seed %i',
    async (seed) => {
      await using world = new World({ client, seed })
      const { page } = await openLive(world)
      world.site.kill()
      await world.advance(10_000)
      world.site.server.create('learning', 0)
      world.site.isUp = true
      await world.until(() => world.isRight(page), 3_000)
      await world.until(() => page.status === 'live', 3_000)
      await world.end()
    },
  )

  it.for(seeds)(
    'is exact within one back-off and 3 s after 30 minutes and 500 events, from seed %i',
    async (seed) => {
      await using world = new World({ client, seed })
      const { page } = await openLive(world)
      world.site.kill()
      for (let event = 0; event < 500; event += 1) {
        if (event % 3 === 0) world.site.server.publish('system', 'platform', 0)
        else world.site.server.create('learning', 0)
        await world.advance(3_600)
      }
      expect(page.status).toBe('offline')
      world.site.isUp = true
      await world.until(() => world.isRight(page), 33_000)
      expect(page.unread).toBe(500)
      await world.end()
    },
  )

  it('never shows "offline" if the outage is shorter than 4 s', async () => {
    for (const seed of seeds) {
      await using world = new World({ client, seed })
      const { page } = await openLive(world)
      const start = world.time.now
      for (let outage = 0; outage < 5; outage += 1) {
        world.site.kill()
        await world.advance(3_900)
        world.site.isUp = true
        await world.advance(20_000)
      }
      expect(page.statusesSince(start)).toEqual([])
    }
  })

  it('shows "offline" once in a long outage, and "live" once after it', async () => {
    await using world = new World({ client })
    const { page } = await openLive(world)
    const start = world.time.now
    world.site.kill()
    await world.until(() => page.status === 'offline', 10_000)
    expect(world.time.now - start).toBeGreaterThanOrEqual(4_000)
    await world.advance(120_000)
    world.site.isUp = true
    await world.until(() => page.status === 'live', 12_000)
    expect(page.statusesSince(start)).toEqual(['offline', 'live'])
  })
})

describe('the requests of a browser in an outage of 10 s', () => {
  const outages = Array.from({ length: 100 }, (_, seed) => seed)

  it('are eight at most, polls counted, and the page is right within 2 s of the end, half of the time within 0.8 s', async () => {
    const recoveries: number[] = []
    for (const seed of outages) {
      await using world = new World({ client, seed })
      const { device, page } = await openLive(world)
      const start = world.time.now
      world.site.kill()
      await world.advance(10_000)
      expect(triedSince(device, start).length).toBeLessThanOrEqual(8)
      world.site.server.create('learning', 0)
      world.site.isUp = true
      recoveries.push(await world.until(() => world.isRight(page), 2_000))
    }
    const [median = Infinity] = recoveries.toSorted((a, b) => a - b).slice(outages.length / 2)
    expect(median).toBeLessThanOrEqual(800)
  })
})

describe('a page that was connected for two minutes after an outage', () => {
  it.for(seeds)(
    'tries again within a second after the next failure, from seed %i',
    async (seed) => {
      await using world = new World({ client, seed })
      const { device, page } = await openLive(world, { transportNames: ['sse'] })
      const outage = world.time.now
      world.site.kill()
      await world.until(() => triedSince(device, outage).length >= 6, MINUTE_MS)
      world.site.isUp = true
      await world.until(() => page.status === 'live', MINUTE_MS)
      await world.advance(2 * MINUTE_MS)
      const failure = world.time.now
      device.link.cut()
      await world.until(() => triedSince(device, failure).length > 0, MINUTE_MS)
      expect(triedSince(device, failure)[0]).toBeLessThanOrEqual(1_000)
      await world.end()
    },
  )
})

describe('a page whose server sends a `bye` frame', () => {
  it('reconnects at the named time without a change of status', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    const start = world.time.now
    for (const feed of world.site.feeds) world.site.bye(feed, 'deploy', 1_500)
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(page), 1_700)
    const tried = triedSince(device, start)
    expect(tried).toHaveLength(1)
    expect(tried[0]).toBeGreaterThanOrEqual(1_500)
    expect(page.statusesSince(start)).toEqual([])
    await world.end()
  })

  it('does not back off, however many `bye` frames come', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    for (let farewell = 0; farewell < 50; farewell += 1) {
      for (const feed of world.site.feeds) world.site.bye(feed, 'rotate', 0)
      world.site.server.create('learning', 0)
      await world.until(() => world.isRight(page), 400)
      await world.advance(2_000)
    }
    expect(device.streams).toHaveLength(1)
    await world.end()
  })
})

describe('a page whose network comes and goes', () => {
  it('reconnects as soon as the browser reports `online`', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    device.link.state = 'refused'
    device.link.cut()
    device.browser.setOnline(false)
    await world.advance(20 * MINUTE_MS)
    world.site.server.create('learning', 0)
    device.link.state = 'fine'
    device.browser.setOnline(true)
    await world.until(() => world.isRight(page), 1_000)
    await world.end()
  })

  it.for(seeds)(
    'opens a stream at once when the browser reports `online`, also while it polls, from seed %i',
    async (seed) => {
      await using world = new World({ client, seed })
      const { device } = await openLive(world)
      world.site.kill()
      await world.advance(20_000)
      const start = world.time.now
      device.browser.setOnline(false)
      device.browser.setOnline(true)
      await world.advance(300)
      const streams = device.link.attempts.filter(
        ({ at, kind }) => at >= start && kind === 'stream',
      )
      expect(streams).toHaveLength(1)
      await world.end()
    },
  )

  it('reconnects although the browser never reports `online`', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    device.link.state = 'refused'
    device.link.cut()
    device.browser.setOnline(false)
    await world.advance(30_000)
    world.site.server.create('learning', 0)
    device.link.state = 'fine'
    await world.until(() => world.isRight(page), 6_000)
    await world.end()
  })
})
