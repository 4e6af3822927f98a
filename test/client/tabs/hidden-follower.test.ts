import { expect, it } from 'vitest'
import { loadClient } from '../../support/world/load-client.js'
import { openTabs } from '../../support/world/promises.js'
import { World } from '../../support/world/world.js'

it('a tab that was hidden for long still gets the frames of the leader, for the count in its title', async () => {
  await using world = new World({ client: await loadClient() })
  const { pages } = await openTabs(world, 2)
  const [leader, hidden] = pages
  if (!leader || !hidden) throw new Error('two tabs were opened')
  leader.tab.focus()
  hidden.tab.hide()
  // After ten minutes it leaves the queue for the lock. Its timers take up to a minute longer.
  await world.advance(700_000)
  world.site.server.create('learning', 0)
  await world.until(() => world.isRight(leader) && world.isRight(hidden), 200)
  expect(hidden.tab.isVisible()).toBe(false)
  await world.end()
})
