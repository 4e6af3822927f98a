import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from '../../support/world/load-client.js'
import { World } from '../../support/world/world.js'

let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('a page whose network blocks streams', () => {
  it('is live by polling within 8 s if sockets are blocked too, and shows no error', async () => {
    for (const block of ['refused', 'mute'] as const) {
      await using world = new World({ client })
      const device = world.addDevice()
      device.link.blocks.set('stream', block).set('socket', block)
      const page = await device.openPage()
      await world.until(() => page.status === 'live', 8_000)
      world.site.server.create('learning', 0)
      await world.until(() => world.isRight(page), 1_000)
      await world.advance(120_000)
      expect(page.statuses.map(({ status }) => status)).toEqual(['connecting', 'live'])
      await world.end()
    }
  })

  it('starts with the socket after a reload, and returns to the stream once it is possible', async () => {
    await using world = new World({ client })
    const device = world.addDevice()
    device.link.blocks.set('stream', 'mute')
    const page = await device.openPage()
    await world.until(() => device.streams.some(({ kind }) => kind === 'socket'), 40_000)
    const next = await device.openPage({}, page.tab.reload())
    await world.advance(2_000)
    const own = device.link.attempts.filter((attempt) => attempt.page === next.tab.thread)
    expect(own.map(({ kind }) => kind)).toEqual(['state', 'socket'])
    device.link.blocks.clear()
    await world.until(() => device.streams.some(({ kind }) => kind === 'stream'), 310_000)
    await world.until(() => device.streams.length === 1, 30_000)
    expect(device.streams[0]?.kind).toBe('stream')
    await world.end()
  })

  it('tries the stream again as soon as the browser reports `online`', async () => {
    await using world = new World({ client })
    const device = world.addDevice()
    device.link.blocks.set('stream', 'mute')
    await device.openPage()
    await world.until(() => device.streams.some(({ kind }) => kind === 'socket'), 40_000)
    await world.advance(2_000)
    device.link.blocks.clear()
    device.browser.setOnline(true)
    await world.until(() => device.streams.some(({ kind }) => kind === 'stream'), 1_000)
    await world.until(() => device.streams.length === 1, 40_000)
    expect(device.streams[0]?.kind).toBe('stream')
    await world.end()
  })
})
