import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from '../../support/world/load-client.js'
import { missOneFrame, openLive, openTabs } from '../../support/world/promises.js'
import { World } from '../../support/world/world.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const seeds = [1, 2, 3, 4, 5, 6, 7, 8]

let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('fault 2: a half-open connection', () => {
  it.for(seeds)('is detected within 25 s, from seed %i', async (seed) => {
    await using world = new World({ client, seed })
    const { device, page } = await openLive(world)
    await world.advance(seed * 1_300)
    device.link.state = 'dead'
    await world.advance(10)
    device.link.state = 'fine'
    // Frames on the dead connection are lost.
    for (const wire of device.link.open) wire.doom()
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(page), 25_000)
    await world.end()
  })
})

describe('fault 29: a page whose machine slept', () => {
  it.for([
    ['a minute', MINUTE_MS],
    ['8 hours', 8 * HOUR_MS],
    ['8 days', 8 * DAY_MS],
  ] as const)(
    'for %s keeps its list, and is up to date within 3 s of waking',
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

  it('is up to date within 3 s of any page event, even if no clock shows the sleep', async () => {
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

  it('catches up as soon as its tab is shown, although the leading tab hangs', async () => {
    await using world = new World({ client })
    const { pages } = await openTabs(world, 2)
    const [leader, follower] = pages
    leader?.tab.hang()
    await missOneFrame(world, follower!)
    follower?.tab.tell('visibilitychange')
    await world.until(() => world.isRight(follower!), 500)
  })

  it('is up to date within 3 s after it is shown, or its network is back', async () => {
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
