import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from '../../support/world/load-client.js'
import { backForwardCache, openLive } from '../../support/world/promises.js'
import { World } from '../../support/world/world.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('fault 33: a page in the back/forward cache', () => {
  it('has neither connection nor lock, and is up to date within 1.5 s of its return', () =>
    backForwardCache(client))

  it('leaves the connection to another tab, and returns as a follower', async () => {
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

  it('has sent the actions that were taken on it', async () => {
    await using world = new World({ client })
    world.site.server.create('learning', 0)
    const { page } = await openLive(world)
    await page.act((inbox) => inbox.markAllAsRead())
    page.tab.leave()
    await world.until(() => world.site.server.counts().unread === 0, 100)
  })
})

describe('a hidden page', () => {
  it('disconnects after ten minutes, and is up to date as soon as it is shown', async () => {
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

  it('stops its retries after ten minutes of an outage', async () => {
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

  it('stays connected if the host sets `background` to "keep"', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world, { background: 'keep' })
    page.tab.hide()
    await world.advance(HOUR_MS)
    expect(device.streams).toHaveLength(1)
    await world.end()
  })
})
