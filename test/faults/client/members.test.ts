import { beforeAll, describe, expect, it } from 'vitest'
import { ModelServer } from '../../simulation/server/model-server.js'
import { loadClient, type Client } from './load-client.js'
import { ModelSite } from '../../simulation/server/model-site.js'
import { Host, oneTokenAtATime, openAs, triedSince } from './promises.js'
import { World } from './world.js'

let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('fault 26: a token', () => {
  it('that expires while a stream is open is replaced without anybody noticing', async () => {
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

  it('that many requests find refused is asked for once at a time', () => oneTokenAtATime(client))

  it('that cannot be had for a while is asked for again, and no loop comes of it', async () => {
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

  it('that is refused twice is told, and tried again once in a minute at the latest', async () => {
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

  it.for([401, 403])(
    'that is refused with %i for a while works again by itself',
    async (status) => {
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
    },
  )

  it('that is refused on a page that nobody sees is tried again when somebody looks', async () => {
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

describe('fault 27: another member in another tab', () => {
  it('is the member of this one too, who is shown nothing of the first, and given none of their acts', async () => {
    await using world = new World({ client })
    for (let n = 0; n < 3; n += 1) world.site.server.create('learning', 0)
    const bobs = new ModelSite(world.time, 'bobs', () => undefined)
    // Their numbers have nothing to do with each other.
    bobs.server.failOver(new ModelServer(() => undefined).save())
    for (let n = 0; n < 4; n += 1) bobs.server.create('system', 0)
    let session = world.site
    world.siteOf = () => session
    const device = world.addDevice()
    const page = await device.openPage()
    await world.advance(1_000)
    const shown = new Set<string>()
    page.inbox.$notifications.subscribe((list) =>
      shown.add([...new Set(list.map(({ category }) => category))].sort().join()),
    )
    device.link.state = 'refused'
    device.link.cut()
    await page.act((inbox) => inbox.markAllAsRead())
    await world.advance(1_000)
    // They log in as somebody else: one cookie for all tabs.
    session = bobs
    device.link.state = 'fine'
    await device.openPage()
    await world.until(
      () => [...device.pages].every((open) => open.confirmed?.inbox === 'bobs'),
      10_000,
    )
    await world.advance(10_000)
    expect([...shown]).toEqual(['', 'learning', 'system'].filter((line) => shown.has(line)))
    expect(bobs.server.counts().unread).toBe(4)
    for (const open of device.pages) expect(open.unread).toBe(4)
    await world.until(() => device.streams.length === 1, 10_000)
    await world.end()
  })
})
