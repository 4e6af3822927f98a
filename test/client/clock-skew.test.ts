import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from '../support/world/load-client.js'
import { clockSetBack, openLive } from '../support/world/promises.js'
import { World } from '../support/world/world.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('fault 28: a wrong clock', () => {
  it.for([
    ['a day ahead', DAY_MS],
    ['a day behind', -DAY_MS],
  ] as const)(
    'of the machine, %s, changes neither the order nor the times on the page',
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
    ['back by one hour at the end of summer time', -HOUR_MS],
  ] as const)(
    'of the machine that jumps %s causes no more than one new connection',
    async ([, jumpMs]) => {
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
      expect(
        device.link.attempts.filter(({ kind }) => kind === 'stream').length,
      ).toBeLessThanOrEqual(2)
      await world.end()
    },
  )

  it.for([
    ['an hour', HOUR_MS],
    ['a day', DAY_MS],
  ] as const)(
    'that is set back by %s does not hide a missed frame from a following tab',
    ([, stepMs]) => clockSetBack(client, stepMs),
  )

  it.for([
    ['8 days behind from the start', -8 * DAY_MS, 'before'],
    ['8 days ahead from the start', 8 * DAY_MS, 'before'],
    ['set 8 days back while the page is offline', -8 * DAY_MS, 'offline'],
    ['set 8 days ahead while the page is offline', 8 * DAY_MS, 'offline'],
  ] as const)('that was %s does not lose an action of that time', async ([, skewMs, when]) => {
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

  it('of the server, five minutes off, changes only the base of relative times', async () => {
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
