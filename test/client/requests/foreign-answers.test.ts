import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from '../../support/world/load-client.js'
import { openLive, triedSince, type Opened } from '../../support/world/promises.js'
import type { Answer } from '../../simulation/server/model-site.js'
import { World } from '../../support/world/world.js'

// Something else than the server answers: an ingress while a container is replaced, a sign-in page, a
// firewall. Nothing that it says is a verdict of the server's.

const HOUR_MS = 3_600_000
const page = '<h1>This is not Belfry</h1>'
const foreign: readonly Answer[] = [
  ...[200, 204, 400, 401, 403, 404, 405, 408, 410, 413, 429, 500, 502, 503, 504],
].map((status) => ({ status, html: status === 204 ? '' : page }))

let client: Client

beforeAll(async () => void (client = await loadClient()))

/** A page with three unread notifications, whose commands are answered by something else. */
async function openWithout(world: World, answer: Answer): Promise<Opened> {
  for (let n = 0; n < 3; n += 1) world.site.server.create('learning', 0)
  const opened = await openLive(world)
  opened.device.network.foreign.set('commands', answer)
  return opened
}

describe.for(foreign)('commands that a proxy answers with $status', (answer) => {
  it('for 4 s are sent again, and their effects stay on the page', async () => {
    await using world = new World({ client })
    const { device, page } = await openWithout(world, answer)
    const start = world.time.now
    await page.act((inbox) => inbox.remove(page.list()[0]?.id ?? ''))
    await page.act((inbox) => inbox.markAllAsRead())
    await world.advance(4_000)
    expect(page.list()).toHaveLength(2)
    expect(page.unread).toBe(0)
    expect(page.inbox.$refused.get()).toBeNull()
    expect(page.inbox.$isWaiting.get()).toBe(false)
    const gaps = triedSince(device, start).map((at, index, all) => at - (all[index - 1] ?? -250))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250)
    device.network.foreign.clear()
    await world.until(() => world.isRight(page), 3_000)
    expect(world.site.server.counts().unread).toBe(0)
    await world.end()
  })

  it('for 20 minutes are kept, shown as waiting, and sent again within the back-off', async () => {
    await using world = new World({ client })
    const { device, page } = await openWithout(world, answer)
    await page.act((inbox) => inbox.markAllAsRead())
    await world.advance(10_000)
    expect(page.inbox.$isWaiting.get()).toBe(true)
    const start = world.time.now
    await world.advance(HOUR_MS / 3)
    const tried = device.link.attempts.filter(({ kind, at }) => kind === 'commands' && at >= start)
    expect(tried.length).toBeGreaterThan(30)
    expect(tried.length).toBeLessThan(300)
    expect(page.unread).toBe(0)
    expect(page.status).toBe('live')
    device.network.foreign.clear()
    await world.until(() => world.isRight(page), 31_000)
    expect(page.inbox.$isWaiting.get()).toBe(false)
    await world.end()
  })
})

describe('commands that a proxy answers for a week', () => {
  it('are refused as expired, because the server may have forgotten their ids', async () => {
    await using world = new World({ client })
    const { device, page } = await openWithout(world, { status: 404, html: '<html>' })
    await page.act((inbox) => inbox.markAllAsRead())
    await world.advance(1_000)
    // The machine sleeps through most of it, or the test would.
    device.browser.sleep()
    await world.advance(7 * 24 * HOUR_MS)
    device.browser.wakeUp()
    await world.advance(60_000)
    expect(page.inbox.$refused.get()).toMatchObject({ action: 'read-all', code: 'expired' })
    expect(page.inbox.$isWaiting.get()).toBe(false)
    expect(page.unread).toBe(3)
    await world.end()
  })
})

describe.for(foreign)('a page whose requests a proxy answers with $status', (answer) => {
  it('for 10 s treats that like any other outage', async () => {
    await using world = new World({ client })
    const { device, page } = await openLive(world)
    const start = world.time.now
    world.site.refusal = answer
    world.site.cut()
    await world.advance(10_000)
    world.site.server.create('learning', 0)
    expect(triedSince(device, start).length).toBeLessThan(60)
    world.site.refusal = null
    await world.until(() => world.isRight(page) && page.status === 'live', 3_000)
    expect(page.statusesSince(start)).not.toContain('unauthorized')
    await world.end()
  })

  it('from the start asks less and less often, and works once the server answers', async () => {
    await using world = new World({ client })
    world.site.refusal = answer
    const device = world.addDevice()
    const page = await device.openPage()
    await world.advance(10 * 60_000)
    expect(page.status).toBe('offline')
    expect(device.link.attempts.length).toBeLessThan(answer.status < 429 ? 30 : 400)
    world.site.refusal = null
    await world.until(() => world.isRight(page) && page.status === 'live', 61_000)
    await world.end()
  })
})

describe('a page whose stream a proxy answers', () => {
  it.for(foreign)('with $status is live by another transport', async (answer) => {
    await using world = new World({ client })
    const device = world.addDevice()
    device.network.foreign.set('stream', answer).set('socket', answer)
    const page = await device.openPage()
    await world.until(() => page.status === 'live', 8_000)
    world.site.server.create('learning', 0)
    await world.until(() => world.isRight(page), 1_000)
    await world.end()
  })

  it('with an empty stream does not open it again at once', async () => {
    await using world = new World({ client })
    const { device } = await openLive(world, { transportNames: ['sse'] })
    const start = world.time.now
    const headers = { 'content-type': 'text/event-stream' }
    device.network.foreign.set('stream', { status: 200, html: '', headers })
    world.site.cut()
    await world.advance(60_000)
    expect(triedSince(device, start).length).toBeLessThan(120)
    await world.advance(9 * 60_000)
    expect(triedSince(device, start).length).toBeLessThan(240)
    await world.end()
  })
})
