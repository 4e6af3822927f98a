import { beforeAll, describe, expect, it } from 'vitest'
import { ModelServer } from '../../../src/testing/model/model-server.js'
import { ModelSite } from '../../simulation/server/model-site.js'
import { loadClient, type Client } from '../../support/world/load-client.js'
import { World } from '../../support/world/world.js'

let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('fault 27: a sign-in as another member in one tab', () => {
  it('changes the member of every tab, and shows or sends nothing of the former one', async () => {
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
    // Another member signs in: one cookie for all tabs.
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
