import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from '../../support/world/load-client.js'
import { triedSince, Host, oneTokenAtATime, openAs } from '../../support/world/promises.js'
import { World } from '../../support/world/world.js'

let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('fault 26: a page whose token', () => {
  it('expires during a stream gets a new one without a change of status', async () => {
    await using world = new World({ client })
    const host = new Host(world)
    const { page } = await openAs(world, host)
    const start = world.time.now
    host.token = 'second'
    world.site.tokens = new Set(['second'])
    for (const feed of world.site.feeds) world.site.bye(feed, 'auth', 0)
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(page), 1_500)
    expect(page.statusesSince(start)).toEqual([])
    expect(host.asked).toBe(2)
    await world.end()
  })

  it('is refused for several requests at once asks for one new token', () =>
    oneTokenAtATime(client))

  it('cannot be renewed for a while asks again, but not in a loop', async () => {
    await using world = new World({ client })
    const host = new Host(world)
    const { page } = await openAs(world, host)
    host.failure = new Error('the host is down')
    world.site.tokens = new Set(['second'])
    for (const feed of world.site.feeds) world.site.bye(feed, 'auth', 0)
    await world.advance(60_000)
    expect(host.asked).toBeLessThan(200)
    expect(host.mostAtOnce).toBe(1)
    host.failure = null
    host.token = 'second'
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(page) && page.status === 'live', 5_000)
    await world.end()
  })

  it('is refused twice shows "unauthorized", and tries again at least once a minute', async () => {
    await using world = new World({ client })
    const host = new Host(world)
    const { device, page } = await openAs(world, host)
    world.site.tokens = new Set()
    for (const feed of world.site.feeds) world.site.bye(feed, 'revoked', 0)
    await world.until(() => page.status === 'unauthorized', 5_000)
    await world.advance(1_000)
    const start = world.time.now
    const { asked } = host
    await world.advance(3_600_000)
    const tried = triedSince(device, start)
    const gaps = tried.slice(1).map((at, index) => at - (tried[index] ?? 0))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(61_000)
    expect(tried.length).toBeLessThan(150)
    // Each try is with a token of its own.
    expect(host.asked - asked).toBeGreaterThan(55)
    expect(host.asked - asked).toBeLessThanOrEqual(tried.length)
    expect(page.status).toBe('unauthorized')
    await page.act((inbox) => inbox.markAllAsRead())
    await world.advance(3_600_000)
    expect(triedSince(device, start).length).toBeLessThan(450)
    world.site.tokens = new Set(['third'])
    world.site.server.create('learning', 0)
    await page.act((inbox) => inbox.useToken(() => 'third'))
    await world.until(() => world.isRight(page) && page.status === 'live', 2_000)
    await world.end()
  })

  it.for([401, 403])('is refused with %i for ten minutes recovers by itself', async (status) => {
    await using world = new World({ client })
    const { page } = await openAs(world, new Host(world))
    world.site.refusal = { status }
    world.site.cut()
    await world.until(() => page.status === 'unauthorized', 5_000)
    await world.advance(600_000)
    world.site.refusal = null
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(page) && page.status === 'live', 61_000)
    await world.end()
  })

  it('is refused while the page is hidden tries again when the page is shown', async () => {
    await using world = new World({ client })
    const { device, page } = await openAs(world, new Host(world))
    world.site.refusal = { status: 403 }
    page.tab.hide()
    world.site.cut()
    await world.until(() => page.status === 'unauthorized', 10_000)
    const { length } = device.link.attempts
    await world.advance(3_600_000)
    expect(device.link.attempts).toHaveLength(length)
    world.site.refusal = null
    page.tab.show()
    await world.until(() => world.isRight(page) && page.status === 'live', 2_000)
    await world.end()
  })
})
