import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from '../../support/world/load-client.js'
import { openLive } from '../../support/world/promises.js'
import { World } from '../../support/world/world.js'

let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('fault 4: a page that receives something twice', () => {
  it('counts a repeated frame once', async () => {
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

  it('sends a command again whose answer was lost, and the server applies it once', async () => {
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

describe('fault 5: a page that receives frames out of order', () => {
  it('notices the gap, and shows no wrong state meanwhile', async () => {
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

describe('fault 7: a page that receives a corrupt frame', () => {
  it('opens a new connection, and asks for nothing else', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    device.link.frameFaults.push('corrupt')
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(page), 1_000)
    const tried = device.link.attempts.map(({ kind }) => kind)
    expect(tried).toEqual(['state', 'stream', 'stream'])
    await world.end()
  })

  it('asks for a new snapshot after the third corrupt frame in a minute', async () => {
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

describe('fault 8: a page whose server is newer', () => {
  it('skips an unknown frame and keeps its connection', async () => {
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

  it('accepts a `bye` frame with an unknown reason', async () => {
    await using world = new World({ client })
    const { page } = await openLive(world)
    for (const feed of world.site.feeds) world.site.bye(feed, 'fullmoon', 500)
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(page), 1_000)
    await world.end()
  })
})
