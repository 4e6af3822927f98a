import { beforeAll, describe, expect, it } from 'vitest'
import { loadClient, type Client } from '../../support/world/load-client.js'
import {
  openLive,
  patientRetries,
  retryAfterForCommands,
  triedSince,
} from '../../support/world/promises.js'
import { World } from '../../support/world/world.js'

const seeds = [1, 2, 3, 4, 5, 6, 7, 8]

let client: Client

beforeAll(async () => void (client = await loadClient()))

describe('fault 22: an overloaded server', () => {
  it('gets no request before `Retry-After`, and then the pages return at different times', async () => {
    const waits = new Set<number>()
    for (const seed of seeds) {
      await using world = new World({ client, seed })
      const { device, page } = await openLive(world)
      world.site.refusal = { status: 503 }
      world.site.cut()
      await world.advance(30_000)
      world.site.refusal = { status: 429, headers: { 'retry-after': '20' } }
      const before = device.link.attempts.length
      await world.until(() => device.link.attempts.length > before, 10_000)
      await world.advance(100)
      const since = world.time.now
      await world.advance(19_800)
      // Beside it the stopgap may ask once, and is told the same.
      expect(triedSince(device, since).length).toBeLessThanOrEqual(1)
      world.site.refusal = null
      waits.add(await world.until(() => world.isRight(page) && page.status === 'live', 25_000))
      await world.end()
    }
    expect(waits.size).toBeGreaterThan(seeds.length / 2)
  })

  it('gets no command before `Retry-After`', () => retryAfterForCommands(client))

  it('is retried for an hour at random and growing intervals', () => patientRetries(client))
})
