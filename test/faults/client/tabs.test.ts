import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from './load-client.js'
import { hungLeader, noStealStorm, noticed, openTabs } from './promises.js'
import { World } from './world.js'

const lockName = 'belfry:https://bells.example/:inbox:stream'
let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('the tabs of one browser', () => {
  it('share one stream, all twenty of them', async () => {
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

  it('are right 250 ms after the one that leads is closed', async () => {
    await using world = new World({ client })
    const { device, pages } = await openTabs(world, 4)
    const [leader, ...others] = pages
    leader?.tab.close()
    expect(await noticed(world, others, 250)).toBeLessThanOrEqual(250)
    expect(device.streams).toHaveLength(1)
    await world.end()
  })

  it('are right one second after the one that leads crashed', async () => {
    await using world = new World({ client })
    const { device, pages } = await openTabs(world, 4)
    const [leader, ...others] = pages
    leader?.tab.crash()
    expect(await noticed(world, others, 1_000)).toBeLessThanOrEqual(1_000)
    expect(device.streams).toHaveLength(1)
    await world.end()
  })

  it('fault 31: are right 8 s after the one that leads was frozen', async () => {
    await using world = new World({ client })
    const { device, pages } = await openTabs(world, 4)
    const [leader, ...others] = pages
    leader?.tab.freeze()
    expect(await noticed(world, others, 8_000)).toBeLessThanOrEqual(8_000)
    expect(device.streams).toHaveLength(1)
  })

  it('fault 31: are right 8 s after the one that leads hangs, and have one stream when it is back', () =>
    hungLeader(client))

  it('fault 31: a leader that nobody sees for five minutes keeps no visible tab waiting', async () => {
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

  it('fault 31: ten of them make no storm in an hour around a leader that hangs', async () => {
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

  it('leave a healthy leader alone for an hour, whichever of them are looked at', async () => {
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

  it('fault 5: take frames of two leaders in any order, and never show a wrong count', async () => {
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

  it('fault 32: send an act once, though the tab that acted dies before it has an answer', async () => {
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

  it('fault 32: send what a frozen tab did, when it cannot', async () => {
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
    it(`have a connection each while they are seen, and none while not: ${Object.keys(options).join()}`, async () => {
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
