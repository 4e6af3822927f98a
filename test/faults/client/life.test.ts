import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from './load-client.js'
import { backForwardCache, clockSetBack, missOneFrame, openLive, openTabs } from './promises.js'
import { World } from './world.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('fault 28: a clock', () => {
  it.for([
    ['a day ahead', DAY_MS],
    ['a day behind', -DAY_MS],
  ] as const)(
    'of the machine that is %s changes no order and no time that is shown',
    async ([, skewMs]) => {
      await using world = new World({ client })
      const device = world.addDevice()
      device.browser.clockSkewMs = skewMs
      const page = await device.openPage()
      world.site.server.create('learning', 0)
      world.site.server.create('system', 0)
      await world.advance(1_000)
      world.checkConverged(page)
      const { $clockSkewMs } = page.inbox
      expect(Math.abs($clockSkewMs.get() + skewMs)).toBeLessThan(2_500)
      await page.act((inbox) => inbox.markAllAsRead())
      await world.until(() => world.isRight(page), 1_000)
      await world.end()
    },
  )

  it.for([
    ['forward', DAY_MS],
    ['back', -DAY_MS],
    ['by the hour that summer takes', -HOUR_MS],
  ] as const)('of the machine that jumps %s costs nothing', async ([, jumpMs]) => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    const start = world.time.now
    device.browser.clockSkewMs = jumpMs
    for (let n = 0; n < 10; n += 1) {
      world.site.server.create('learning', 0)
      await world.advance(7_000)
      world.checkConverged(page)
    }
    await page.act((inbox) => inbox.markAllAsRead())
    await world.until(() => world.isRight(page), 1_000)
    expect(page.statusesSince(start)).toEqual([])
    // A jump forward looks like sleep, and is worth one look.
    expect(device.link.attempts.filter(({ kind }) => kind === 'stream').length).toBeLessThanOrEqual(
      2,
    )
    await world.end()
  })

  it.for([
    ['an hour', HOUR_MS],
    ['a day', DAY_MS],
  ] as const)('that is set back by %s hides no frame that a following tab misses', ([, stepMs]) =>
    clockSetBack(client, stepMs),
  )

  it.for([
    ['8 days behind from the start', -8 * DAY_MS, 'before'],
    ['8 days ahead from the start', 8 * DAY_MS, 'before'],
    ['set 8 days back while the page is offline', -8 * DAY_MS, 'offline'],
    ['set 8 days ahead while the page is offline', 8 * DAY_MS, 'offline'],
  ] as const)('that was %s keeps what was done meanwhile', async ([, skewMs, when]) => {
    await using world = new World({ client })
    world.site.server.create('learning', 0)
    const device = world.addDevice()
    if (when === 'before') device.browser.clockSkewMs = skewMs
    const page = await device.openPage()
    await world.advance(1_000)
    device.link.state = 'refused'
    device.link.cut()
    device.browser.clockSkewMs = skewMs
    await page.act((inbox) => inbox.markAllAsRead())
    await world.advance(1_000)
    page.tab.crash()
    device.browser.clockSkewMs = 0
    device.link.state = 'fine'
    await device.openPage()
    await world.until(() => world.site.server.counts().unread === 0, 10_000)
    await world.end()
  })

  it('of the server that is five minutes wrong changes only what "ago" is counted from', async () => {
    await using world = new World({ client })
    world.site.clockSkewMs = 5 * MINUTE_MS
    const { page } = await openLive(world)
    world.site.server.create('learning', 0)
    await world.advance(15_000)
    world.site.clockSkewMs = -5 * MINUTE_MS
    world.site.server.create('learning', 0)
    await world.advance(15_000)
    world.checkConverged(page)
    expect(Math.abs(page.inbox.$clockSkewMs.get() + 5 * MINUTE_MS)).toBeLessThan(2_500)
    await world.end()
  })
})

describe('fault 29: a machine that slept', () => {
  it.for([
    ['a minute', MINUTE_MS],
    ['8 hours', 8 * HOUR_MS],
    ['8 days', 8 * DAY_MS],
  ] as const)(
    '%s is right 3 s after it woke, with what it last knew on the page until then',
    async ([, sleptMs]) => {
      await using world = new World({ client })
      world.site.server.create('learning', 0)
      const { device, page } = await openLive(world)
      device.browser.sleep()
      device.link.state = 'dead'
      await world.advance(sleptMs / 2)
      for (let n = 0; n < 9; n += 1) world.site.server.create('learning', 0)
      world.site.server.prune()
      await world.advance(sleptMs / 2)
      device.link.state = 'fine'
      device.browser.wakeUp()
      expect(page.list()).toHaveLength(1)
      // Browsers fire nothing when a machine wakes: the page looks at its clock.
      await world.until(() => world.isRight(page), 3_000)
      await world.end()
    },
  )

  it('whose monotonic clock stood still, and whose wall clock was set to say the same, is right 3 s after anything tells of it', async () => {
    for (const event of ['pageshow', 'resume', 'visibilitychange', 'online']) {
      await using world = new World({ client })
      const { device, page } = await openLive(world)
      device.browser.stopsClockInSleep = true
      device.browser.sleep()
      await world.advance(HOUR_MS)
      device.browser.clockSkewMs -= HOUR_MS
      for (const wire of device.link.open) wire.doom()
      world.site.server.create('learning', 0)
      device.browser.wakeUp()
      page.tab.tell(event, { persisted: true })
      await world.until(() => world.isRight(page), 3_000)
      world.site.server.create('learning', 0)
      await world.until(() => world.isRight(page), 3_000)
      await world.end()
    }
  })

  it('whose following tab is looked at finds what it missed, though the leader does not know', async () => {
    await using world = new World({ client })
    const { pages } = await openTabs(world, 2)
    const [leader, follower] = pages
    leader?.tab.hang()
    await missOneFrame(world, follower!)
    follower?.tab.tell('visibilitychange')
    await world.until(() => world.isRight(follower!), 500)
  })

  it('is right 3 s after somebody looks, or its network is back', async () => {
    for (const event of ['visibilitychange', 'online']) {
      await using world = new World({ client })
      const { device, page } = await openLive(world)
      device.browser.sleep()
      device.link.state = 'dead'
      await world.advance(HOUR_MS)
      world.site.server.create('learning', 0)
      device.link.state = 'fine'
      device.browser.wakeUp()
      page.tab.tell(event)
      await world.until(() => world.isRight(page), 3_000)
      await world.end()
    }
  })
})

describe('fault 33: a page in the back/forward cache', () => {
  it('can be kept: it has neither connection nor lock, and is right 1.5 s after it is back', () =>
    backForwardCache(client))

  it('leaves the connection to another tab, and comes back as one that follows', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    const other = await device.openPage()
    await world.advance(1_000)
    page.tab.leave()
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(other), 250)
    expect(page.tab.isInCache).toBe(true)
    await world.advance(MINUTE_MS)
    world.site.server.create('learning', 0)
    page.tab.comeBack()
    await world.until(() => world.isRight(page), 1_500)
    await world.advance(1_000)
    expect(device.streams).toHaveLength(1)
    await world.end()
  })

  it('has sent what was done on it', async () => {
    await using world = new World({ client })
    world.site.server.create('learning', 0)
    const { page } = await openLive(world)
    await page.act((inbox) => inbox.markAllAsRead())
    page.tab.leave()
    await world.until(() => world.site.server.counts().unread === 0, 100)
  })
})

describe('a page that nobody sees', () => {
  it('parks after ten minutes, without traffic, and is right as soon as it is seen', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    page.tab.hide()
    await world.advance(9 * MINUTE_MS)
    expect(device.streams).toHaveLength(1)
    await world.advance(3 * MINUTE_MS)
    expect(device.streams).toHaveLength(0)
    const { length } = device.link.attempts
    await world.advance(10 * HOUR_MS)
    expect(device.link.attempts).toHaveLength(length)
    world.site.server.create('learning', 0)
    page.tab.show()
    await world.until(() => world.isRight(page), 1_000)
    await world.end()
  })

  it('parks in the middle of an outage, too', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    world.site.kill()
    page.tab.hide()
    await world.advance(12 * MINUTE_MS)
    world.site.isUp = true
    const { length } = device.link.attempts
    await world.advance(HOUR_MS)
    expect(device.link.attempts).toHaveLength(length)
    page.tab.show()
    await world.until(() => world.isRight(page) && page.status === 'live', 1_000)
    await world.end()
  })

  it('stays connected where the host wants that', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world, { background: 'keep' })
    page.tab.hide()
    await world.advance(HOUR_MS)
    expect(device.streams).toHaveLength(1)
    await world.end()
  })
})

describe('a network that comes and goes', () => {
  it('is used in the moment that the browser knows of it', async () => {
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

  it('is believed more than the browser, which may never say that it is back', async () => {
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

describe('fault 34: storage', () => {
  it.for([
    ['is full', { limit: 40 }],
    ['is forbidden', { isForbidden: true }],
  ] as const)('that %s leaves everything working, and says what it costs', async ([, state]) => {
    await using world = new World({ client })
    world.site.server.create('learning', 0)
    const device = world.addDevice()
    Object.assign(device.browser.storage, state)
    const page = await device.openPage()
    await world.advance(1_000)
    device.link.state = 'refused'
    await page.act((inbox) => inbox.markAllAsRead())
    expect(page.unread).toBe(0)
    expect(page.inbox.$isDurable.get()).toBe(false)
    await world.advance(3_000)
    device.link.state = 'fine'
    await world.until(() => world.isRight(page) && page.unread === 0, 10_000)
    expect(world.site.server.counts().unread).toBe(0)
    await world.end()
  })

  it('that is emptied in between loses nothing that a page knows', async () => {
    await using world = new World({ client })
    world.site.server.create('learning', 0)
    const { device, page } = await openLive(world)
    device.link.state = 'refused'
    await page.act((inbox) => inbox.markAllAsRead())
    await world.advance(1_000)
    device.browser.storage.clear(null)
    await world.advance(1_000)
    expect(page.unread).toBe(0)
    device.link.state = 'fine'
    await world.until(() => world.isRight(page), 10_000)
    expect(world.site.server.counts().unread).toBe(0)
    await world.end()
  })
})
