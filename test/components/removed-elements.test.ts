import { describe, expect, it, vi } from 'vitest'
import { cdp, server as runner } from 'vitest/browser'
import { BellDriver } from '../support/bell-driver.js'
import { eventually } from '../support/eventually.js'
import { endpoint, serveEachTest, server } from '../support/test-server.js'
import { moments } from '../support/moments.js'
import { ToastsDriver } from '../support/toasts-driver.js'

serveEachTest()

const TIMES = 100

/** Makes, uses and removes `TIMES` elements one after the other; the result counts those still in memory. */
async function remaining<K extends 'notification-bell' | 'gamification-toasts'>(
  tag: K,
  use: (element: HTMLElementTagNameMap[K], isFirst: boolean) => Promise<unknown>,
): Promise<() => number> {
  const made: WeakRef<HTMLElement>[] = []
  for (let time = 0; time < TIMES; time += 1) {
    const element = document.createElement(tag)
    element.endpoint = endpoint
    document.body.append(element)
    await use(element, time === 0)
    element.remove()
    made.push(new WeakRef(element))
  }
  return () => made.filter((one) => one.deref()).length
}

// Only Chromium can be told to collect garbage.
if (runner.browser === 'chromium')
  describe('the memory of a page', () => {
    const areGone = (count: () => number): Promise<boolean> =>
      eventually(async () => {
        await cdp().send('HeapProfiler.collectGarbage')
        return count() === 0
      })

    it('keeps none of a hundred removed bells that were opened and changed the title, the icon and the badge of the page', async () => {
      server.addMany(3)
      const { title } = document
      const count = await remaining('notification-bell', async (bell, isFirst) => {
        const driver = new BellDriver(bell)
        for (const name of ['title-count', 'favicon-badge', 'app-badge', 'sound'])
          driver.bell.toggleAttribute(name, true)
        await driver.bell.updateComplete
        driver.button.click()
        await eventually(() => driver.isOpen)
        if (isFirst) await eventually(() => driver.rows.length === 3)
      })
      await areGone(count)
      await eventually(() => server.streamCount === 0)
      expect(document.title).toBe(title)
    })

    it('keeps none of a hundred removed elements that showed toasts', async () => {
      vi.spyOn(document, 'hasFocus').mockReturnValue(true)
      const count = await remaining('gamification-toasts', async (toasts, isFirst) => {
        const driver = new ToastsDriver(toasts)
        await driver.toasts.updateComplete
        driver.toasts.celebrate(moments.points)
        if (isFirst) await eventually(() => driver.cards.length === 1)
      })
      await areGone(count)
      await eventually(() => server.streamCount === 0)
    })
  })

it('a hundred removed elements for toasts hold no connection', async () => {
  await remaining('gamification-toasts', (toasts) => toasts.updateComplete)
  const last = document.createElement('gamification-toasts')
  last.endpoint = endpoint
  document.body.append(last)
  await eventually(() => server.streamCount === 1)
  last.remove()
  await eventually(() => server.streamCount === 0)
})
