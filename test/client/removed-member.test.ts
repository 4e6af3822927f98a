import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from '../support/world/load-client.js'
import { Host, openAs, openLive, openTabs, triedSince } from '../support/world/promises.js'
import type { Page } from '../support/world/page.js'
import type { Answer } from '../simulation/server/model-site.js'
import { World, type Device } from '../support/world/world.js'

// The host removes the member on the server while pages of the member are open.

const removed: Answer = { status: 403, code: 'member-removed' }

let client: Client

beforeAll(async () => void (client = await loadClient()))

/** The host removes the member: the server says goodbye to every stream, and refuses what follows. */
function removeMember({ site }: World): void {
  site.refusal = removed
  for (const feed of site.feeds) {
    site.bye(feed, 'revoked', 0)
  }
}

/** The names and values in a browser's storage that belong to an inbox. */
const tracesIn = ({ browser }: Device): string[] =>
  [...browser.storage.items.keys()].filter((key) => key.includes(':inbox:'))

function expectEmpty(page: Page): void {
  expect(page.list()).toEqual([])
  expect(page.unread).toBe(0)
  expect(page.confirmed).toBeNull()
  expect(page.state.pending).toEqual([])
  expect(page.inbox.$undoable.get()).toBeNull()
  expect(page.inbox.$refused.get()).toBeNull()
  expect(page.inbox.$isWaiting.get()).toBe(false)
}

describe.for(['sse', 'websocket', 'polling'] as const)('a removed member by %s', (transport) => {
  it('loses the rows, the badge and all stored data, and the page shows "unauthorized"', async () => {
    await using world = new World({ client })
    for (let n = 0; n < 5; n += 1) world.site.server.create('learning', 0)
    const { device, page } = await openLive(world, { transportNames: [transport] })
    await page.act((inbox) => inbox.remove(page.list()[0]?.id ?? ''))
    await world.advance(1_000)
    expect(page.inbox.$undoable.get()).not.toBeNull()
    expect(tracesIn(device)).not.toEqual([])
    removeMember(world)
    await world.until(() => page.confirmed === null, 1_500)
    await world.until(() => page.status === 'unauthorized', 1_500)
    expectEmpty(page)
    expect(tracesIn(device)).toEqual([])
    await world.end()
  })

  it('leaves no command in the outbox, even if the member acts at that moment', async () => {
    await using world = new World({ client })
    for (let n = 0; n < 5; n += 1) world.site.server.create('learning', 0)
    const { device, page } = await openLive(world, { transportNames: [transport] })
    device.network.foreign.set('commands', { status: 502, html: '<h1>' })
    await page.act((inbox) => inbox.markAllAsRead())
    await world.advance(7_000)
    expect(page.inbox.$isWaiting.get()).toBe(true)
    device.network.foreign.clear()
    removeMember(world)
    await world.until(() => page.status === 'unauthorized', 3_000)
    await world.advance(10_000)
    expectEmpty(page)
    expect(tracesIn(device)).toEqual([])
    await world.end()
  })

  it('is asked for again about once a minute, and is shown again once the member is back', async () => {
    await using world = new World({ client })
    world.site.server.create('learning', 0)
    const { device, page } = await openLive(world, { transportNames: [transport] })
    removeMember(world)
    await world.until(() => page.status === 'unauthorized', 3_000)
    const start = world.time.now
    await world.advance(3_600_000)
    expect(triedSince(device, start).length).toBeLessThan(150)
    expectEmpty(page)
    world.site.refusal = null
    world.site.server.create('learning', 0)
    await world.until(() => page.status === 'live' && world.isRight(page), 61_000)
    await page.act((inbox) => inbox.markAllAsRead())
    await world.until(() => world.isRight(page), 1_000)
    expect(world.site.server.counts().unread).toBe(0)
    await world.end()
  })
})

describe('a removed member', () => {
  it('is noticed at the next request if the stream ends without a `bye` frame', async () => {
    await using world = new World({ client })
    world.site.server.create('learning', 0)
    const { page } = await openLive(world)
    world.site.refusal = removed
    await page.act((inbox) => inbox.markAllAsRead())
    world.site.cut()
    await world.until(() => page.status === 'unauthorized', 5_000)
    expectEmpty(page)
    await world.end()
  })

  it('disappears from all tabs, hidden ones too, and returns in all', async () => {
    await using world = new World({ client })
    for (let n = 0; n < 3; n += 1) world.site.server.create('learning', 0)
    const { device, pages } = await openTabs(world, 4)
    pages[3]?.tab.hide()
    removeMember(world)
    await world.until(() => pages.every(({ confirmed }) => confirmed === null), 20_000)
    await world.advance(5_000)
    for (const page of pages) expectEmpty(page)
    expect(tracesIn(device)).toEqual([])
    expect(pages.map(({ status }) => status)).not.toContain('closed')
    world.site.refusal = null
    world.site.server.create('learning', 0)
    pages[3]?.tab.show()
    await world.until(() => pages.every((page) => world.isRight(page)), 61_000)
    await world.until(() => device.streams.length === 1, 20_000)
    await world.end()
  })

  it('disappears from the page even if a command meets the refusal before the stream does', async () => {
    await using world = new World({ client })
    world.site.server.create('learning', 0)
    const host = new Host(world)
    const { device, page } = await openAs(world, host)
    host.failure = new Error('there is no such account')
    world.site.refusal = removed
    await page.act((inbox) => inbox.markAllAsRead())
    await world.advance(200)
    removeMember(world)
    await world.until(() => page.confirmed === null, 3_000)
    await world.until(() => page.status === 'unauthorized', 3_000)
    expectEmpty(page)
    expect(tracesIn(device)).toEqual([])
    await world.end()
  })

  it('disappears from the page if the host gives no token any more', async () => {
    await using world = new World({ client })
    world.site.server.create('learning', 0)
    const host = new Host(world)
    const { device, page } = await openAs(world, host)
    host.failure = new Error('there is no such account')
    removeMember(world)
    await world.until(() => page.confirmed === null, 3_000)
    await world.until(() => page.status === 'unauthorized', 3_000)
    const start = world.time.now
    await world.advance(3_600_000)
    expect(triedSince(device, start).length).toBeLessThan(150)
    expectEmpty(page)
    expect(tracesIn(device)).toEqual([])
    expect(page.status).toBe('unauthorized')
    await world.end()
  })

  it('is shown at once with another token', async () => {
    await using world = new World({ client })
    world.site.server.create('learning', 0)
    const { page } = await openAs(world, new Host(world))
    removeMember(world)
    await world.until(() => page.status === 'unauthorized', 3_000)
    expectEmpty(page)
    world.site.refusal = null
    world.site.tokens = new Set(['second'])
    await page.act((inbox) => inbox.useToken(() => 'second'))
    await world.until(() => page.status === 'live' && world.isRight(page), 2_000)
    await world.end()
  })
})

describe('a page whose member was not removed keeps its rows', () => {
  it.for<[string, Answer]>([
    ['a proxy answers 403', { status: 403, html: '<h1>Forbidden</h1>' }],
    ['the server forbids it for another reason', { status: 403 }],
    ['the token is refused', { status: 401 }],
  ])('where %s', async ([, refusal]) => {
    await using world = new World({ client })
    for (let n = 0; n < 3; n += 1) world.site.server.create('learning', 0)
    const { device, page } = await openLive(world)
    await page.act((inbox) => inbox.remove(page.list()[0]?.id ?? ''))
    await world.advance(1_000)
    world.site.refusal = refusal
    world.site.cut()
    await world.advance(120_000)
    expect(page.list()).toHaveLength(2)
    expect(page.unread).toBe(2)
    expect(tracesIn(device)).not.toEqual([])
    await world.end()
  })
})
