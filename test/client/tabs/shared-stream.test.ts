import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from '../../support/world/load-client.js'
import { hungLeader, noStealStorm, noticed, openTabs } from '../../support/world/promises.js'
import { World } from '../../support/world/world.js'

const lockName = 'belfry:https://bells.example/:inbox:stream'
let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('the tabs of one browser', () => {
  it('share one stream if there are twenty of them', async () => {
    await using world = new World({ client })
    const { device, pages } = await openTabs(world, 20)
    expect(device.streams).toHaveLength(1)
    expect(world.site.feeds.size).toBe(1)
    expect(await noticed(world, pages, 100)).toBeLessThanOrEqual(100)
    await world.advance(600_000)
    expect(device.link.attempts.filter(({ kind }) => kind === 'stream')).toHaveLength(1)
    await world.end()
  })

  it('open one stream when they open all at once', async () => {
    await using world = new World({ client })
    const device = world.addDevice()
    for (let n = 0; n < 20; n += 1) await device.openPage()
    await world.advance(60_000)
    expect(device.link.attempts.filter(({ kind }) => kind === 'stream')).toHaveLength(1)
    await world.end()
  })

  it('are up to date 250 ms after the leader is closed', async () => {
    await using world = new World({ client })
    const { device, pages } = await openTabs(world, 4)
    const [leader, ...others] = pages
    leader?.tab.close()
    expect(await noticed(world, others, 250)).toBeLessThanOrEqual(250)
    expect(device.streams).toHaveLength(1)
    await world.end()
  })

  it('are up to date one second after the leader crashes', async () => {
    await using world = new World({ client })
    const { device, pages } = await openTabs(world, 4)
    const [leader, ...others] = pages
    leader?.tab.crash()
    expect(await noticed(world, others, 1_000)).toBeLessThanOrEqual(1_000)
    expect(device.streams).toHaveLength(1)
    await world.end()
  })

  it('fault 31: are up to date 8 s after the leader freezes', async () => {
    await using world = new World({ client })
    const { device, pages } = await openTabs(world, 4)
    const [leader, ...others] = pages
    leader?.tab.freeze()
    expect(await noticed(world, others, 8_000)).toBeLessThanOrEqual(8_000)
    expect(device.streams).toHaveLength(1)
  })

  it('fault 31: are up to date 8 s after the leader hangs, and have one stream when it is back', () =>
    hungLeader(client))

  it('fault 31: move the leadership to a visible tab if the leader is hidden for minutes', async () => {
    await using world = new World({ client })
    const { device, pages } = await openTabs(world, 3)
    const [leader, visible, other] = pages
    leader?.tab.hide()
    other?.tab.hide()
    await world.advance(600)
    for (let minute = 0; minute < 8; minute += 1) {
      expect(await noticed(world, [visible!], 8_000)).toBeLessThanOrEqual(8_000)
      await world.advance(60_000)
    }
    const [stream] = device.streams
    expect(stream?.page).toBe(visible?.tab.thread)
    expect(device.streams).toHaveLength(1)
    await world.end()
  })

  it('fault 31: make no storm in an hour of leaders that hang in turn', async () => {
    await using world = new World({ client })
    const { device, pages } = await openTabs(world, 10)
    const { locks } = device.browser
    const before = device.link.attempts.length
    for (let minute = 0; minute < 60; minute += 1) {
      // Each leader gets stuck in turn, and comes back a minute later.
      const leader = pages.find(({ tab }) => tab.thread === locks.holderOf(lockName))
      leader?.tab.hang()
      await world.advance(60_000)
      leader?.tab.unhang()
      await world.advance(1_000)
    }
    expect(locks.steals).toBeLessThanOrEqual(61)
    const streams = device.link.attempts.slice(before).filter(({ kind }) => kind === 'stream')
    expect(streams.length).toBeLessThanOrEqual(180)
    await world.advance(5_000)
    expect(device.streams).toHaveLength(1)
    await world.end()
  })

  it('fault 31: make no storm in an hour where they cannot hear each other', () =>
    noStealStorm(client))

  it('leave a healthy leader alone for an hour, whichever tabs are shown', async () => {
    await using world = new World({ client })
    const { device, pages } = await openTabs(world, 10)
    for (let minute = 0; minute < 60; minute += 1) {
      for (const { tab } of pages.slice(1)) if (Math.random() < 0.5) tab.hide()
      await world.advance(30_000)
      for (const { tab } of pages) tab.show()
      await world.advance(30_000)
    }
    expect(device.browser.locks.steals).toBe(0)
    // The server ends each stream after a quarter of an hour; nothing else does.
    expect(device.link.attempts.filter(({ kind }) => kind === 'stream')).toHaveLength(5)
    await world.end()
  })

  it('fault 5: accept the frames of two leaders in any order without a wrong count', async () => {
    await using world = new World({ client })
    const { device, pages } = await openTabs(world, 3)
    const [first, second] = pages
    // The new leader’s way is fast, the old one’s frames are still under way.
    device.link.latencyMs = 3_000
    world.site.server.create('learning', 0)
    world.site.server.create('system', 0)
    await world.advance(100)
    device.link.latencyMs = 5
    first?.tab.hang()
    second?.tab.focus()
    await world.advance(8_000)
    world.site.server.create('learning', 0)
    first?.tab.unhang()
    await world.until(() => pages.every((page) => world.isRight(page)), 8_000)
    await world.end()
  })

  it('fault 32: send a command once although its tab crashes before the answer', async () => {
    await using world = new World({ client })
    world.site.server.create('learning', 0)
    const { device, pages } = await openTabs(world, 3)
    const [, actor, ...others] = pages
    device.link.answersToLose = 1
    await actor?.act((inbox) => inbox.markAllAsRead())
    await world.advance(5)
    actor?.tab.crash()
    const alive = [pages[0]!, ...others]
    await world.until(() => alive.every((page) => world.isRight(page)), 10_000)
    expect(world.site.server.counts().unread).toBe(0)
    const ids = world.site.requests.flatMap(({ commands }) => commands.map(({ id }) => id))
    expect(new Set(ids).size).toBe(1)
    await world.end()
  })

  it('fault 32: send the command of a frozen tab in its place', async () => {
    await using world = new World({ client })
    world.site.server.create('learning', 0)
    const { device, pages } = await openTabs(world, 2)
    const [, actor] = pages
    device.link.state = 'refused'
    await actor?.act((inbox) => inbox.markAllAsRead())
    await world.advance(200)
    actor?.tab.freeze()
    await world.advance(200)
    device.link.state = 'fine'
    await world.until(() => world.site.server.counts().unread === 0, 15_000)
  })
})

describe('tabs that cannot hear each other', () => {
  for (const options of [{ hasLocks: false }, { hasChannels: false }])
    it(`have a connection each while visible, and none while hidden: ${Object.keys(options).join()}`, async () => {
      await using world = new World({ client })
      const device = world.addDevice(options)
      const [a, b] = [await device.openPage(), await device.openPage()]
      await world.advance(1_000)
      expect(device.streams).toHaveLength(2)
      b.tab.hide()
      await world.advance(2_000)
      expect(device.streams.map(({ page }) => page)).toEqual([a.tab.thread])
      world.site.server.create('learning', 0)
      b.tab.show()
      await world.until(() => world.isRight(a) && world.isRight(b), 1_000)
      await world.end()
    })
})
