import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from './load-client.js'
import { openLive, patientRetries, retryAfterForCommands, triedSince } from './promises.js'
import { World } from './world.js'

let client: Client
const seeds = [1, 2, 3, 4, 5, 6, 7, 8]

beforeAll(async () => void (client = await loadClient()))

describe('after an outage', () => {
  it.for(seeds)('of 10 s a page is right within 3 s, from seed %i', async (seed) => {
    await using world = new World({ client, seed })
    const { page } = await openLive(world)
    world.site.kill()
    await world.advance(10_000)
    world.site.server.create('learning', 0)
    world.site.isUp = true
    await world.until(() => world.isRight(page), 3_000)
    await world.until(() => page.status === 'live', 3_000)
    await world.end()
  })

  it.for(seeds)(
    'of 30 minutes and 500 events it is exact within one back-off and 3 s, from seed %i',
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

  it('shorter than 4 s nobody ever reads "offline"', async () => {
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

  it('that lasts a page says so, and says no more than that', async () => {
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

describe('fault 2: a connection that is only half there', () => {
  it.for(seeds)('is found within 25 s, from seed %i', async (seed) => {
    await using world = new World({ client, seed })
    const { device, page } = await openLive(world)
    await world.advance(seed * 1_300)
    device.link.state = 'dead'
    await world.advance(10)
    device.link.state = 'fine'
    // What went over the dead connection meanwhile is lost.
    for (const wire of device.link.open) wire.doom()
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(page), 25_000)
    await world.end()
  })
})

describe('fault 4: a frame that comes twice', () => {
  it('counts once', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    device.link.frameFaults.push('double', 'double', 'double')
    for (let event = 0; event < 3; event += 1) {
      world.site.server.create('learning', 0)
      await world.advance(100)
      expect(page.unread).toBe(event + 1)
    }
    expect(new Set(page.list().map(({ id }) => id)).size).toBe(page.list().length)
    expect(device.link.attempts.filter(({ kind }) => kind === 'stream')).toHaveLength(1)
    await world.end()
  })

  it('is a command’s lost answer: it is sent again, and done once', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    world.site.server.create('learning', 0)
    await world.advance(100)
    const [notification] = page.list()
    await page.act((inbox) => inbox.markAsRead(notification?.id ?? ''))
    await page.act((inbox) => inbox.markAsUnread(notification?.id ?? ''))
    device.link.answersToLose = 2
    await world.until(() => page.state.pending.length === 0, 10_000)
    await world.advance(15_000)
    world.checkConverged(page)
    expect(page.unread).toBe(1)
    await world.end()
  })
})

describe('fault 5: frames out of order', () => {
  it('are noticed, and nothing wrong is shown meanwhile', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    device.link.frameFaults.push('hold')
    world.site.server.create('learning', 0)
    world.site.server.create('system', 0)
    await world.advance(0)
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(page), 3_000)
    await world.end()
  })
})

describe('fault 7: a corrupt frame', () => {
  it('costs the connection, and nothing else', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    device.link.frameFaults.push('corrupt')
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(page), 1_000)
    const tried = device.link.attempts.map(({ kind }) => kind)
    expect(tried).toEqual(['state', 'stream', 'stream'])
    await world.end()
  })

  it('is reason to ask for everything anew when it is the third in a minute', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    for (let event = 0; event < 3; event += 1) {
      device.link.frameFaults.push('corrupt')
      world.site.server.create('learning', 0)
      await world.until(() => world.isRight(page), 5_000)
    }
    const tried = device.link.attempts.map(({ kind }) => kind)
    expect(tried.filter((kind) => kind === 'state')).toHaveLength(2)
    await world.end()
  })
})

describe('fault 8: what a newer server says', () => {
  it('is skipped where it is not known, and the cursor goes on', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    for (const feed of world.site.feeds)
      feed.send({ type: 'weather', sky: 'blue' } as unknown as Parameters<typeof feed.send>[0])
    await world.advance(100)
    world.site.server.create('learning', 0)
    await world.advance(100)
    world.checkConverged(page)
    expect(device.link.attempts).toHaveLength(2)
    await world.end()
  })

  it('may be a farewell for a reason of its own', async () => {
    await using world = new World({ client })
    const { page } = await openLive(world)
    for (const feed of world.site.feeds) world.site.bye(feed, 'fullmoon', 500)
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(page), 1_000)
    await world.end()
  })
})

describe('fault 22: an overloaded server', () => {
  it('is left alone for as long as it asks, then asked by one page here and another there', async () => {
    const waits = new Set<number>()
    for (const seed of seeds) {
      await using world = new World({ client, seed })
      const { device, page } = await openLive(world)
      world.site.refusal = { status: 503 }
      world.site.cut()
      await world.advance(30_000)
      world.site.refusal = { status: 429, headers: { 'retry-after': '20' } }
      const before = device.link.attempts.length
      await world.until(() => device.link.attempts.length > before, 10_000)
      await world.advance(100)
      const since = world.time.now
      await world.advance(19_800)
      // Beside it the stopgap may ask once, and is told the same.
      expect(triedSince(device, since).length).toBeLessThanOrEqual(1)
      world.site.refusal = null
      waits.add(await world.until(() => world.isRight(page) && page.status === 'live', 25_000))
      await world.end()
    }
    expect(waits.size).toBeGreaterThan(seeds.length / 2)
  })

  it('gets commands no sooner than it asks for', () => retryAfterForCommands(client))

  it('is tried again at random times, further apart, for as long as it takes', () =>
    patientRetries(client))
})

describe('a server that says farewell', () => {
  it('is back in the moment it named, without anybody noticing', async () => {
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

  it('has not failed: farewells all day make no back-off', async () => {
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

describe('a network that is in the way', () => {
  it('of streams and sockets leaves the bell live by polling within 8 s, and says nothing', async () => {
    for (const block of ['refused', 'mute'] as const) {
      await using world = new World({ client })
      const device = world.addDevice()
      device.link.blocks.set('stream', block).set('socket', block)
      const page = await device.openPage()
      await world.until(() => page.status === 'live', 8_000)
      world.site.server.create('learning', 0)
      await world.until(() => world.isRight(page), 1_000)
      await world.advance(120_000)
      expect(page.statuses.map(({ status }) => status)).toEqual(['connecting', 'live'])
      await world.end()
    }
  })

  it('is remembered by the tab, and left when it is no longer in the way', async () => {
    await using world = new World({ client })
    const device = world.addDevice()
    device.link.blocks.set('stream', 'mute')
    const page = await device.openPage()
    await world.until(() => device.streams.some(({ kind }) => kind === 'socket'), 40_000)
    const next = await device.openPage({}, page.tab.reload())
    await world.advance(2_000)
    const own = device.link.attempts.filter((attempt) => attempt.page === next.tab.thread)
    expect(own.map(({ kind }) => kind)).toEqual(['state', 'socket'])
    device.link.blocks.clear()
    await world.until(() => device.streams.some(({ kind }) => kind === 'stream'), 310_000)
    await world.until(() => device.streams.length === 1, 30_000)
    expect(device.streams[0]?.kind).toBe('stream')
    await world.end()
  })

  it('is looked at again as soon as the network comes back', async () => {
    await using world = new World({ client })
    const device = world.addDevice()
    device.link.blocks.set('stream', 'mute')
    await device.openPage()
    await world.until(() => device.streams.some(({ kind }) => kind === 'socket'), 40_000)
    await world.advance(2_000)
    device.link.blocks.clear()
    device.browser.setOnline(true)
    await world.until(() => device.streams.some(({ kind }) => kind === 'stream'), 1_000)
    await world.until(() => device.streams.length === 1, 40_000)
    expect(device.streams[0]?.kind).toBe('stream')
    await world.end()
  })
})
