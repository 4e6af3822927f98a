import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from '../../support/world/load-client.js'
import { openLive } from '../../support/world/promises.js'
import { World } from '../../support/world/world.js'

let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('fault 34: a page whose storage', () => {
  it.for([
    ['is full', { limit: 40 }],
    ['is forbidden', { isForbidden: true }],
  ] as const)('%s works in memory, and reports that it is not durable', async ([, state]) => {
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

  it('is emptied while it is offline loses none of its commands', async () => {
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
