import { describe, expect, it, vi } from 'vitest'
import { cdp, server as runner } from 'vitest/browser'
import {
  button,
  endpoint,
  eventually,
  isOpen,
  rows,
  serveEachTest,
  server,
} from '../support/bell.js'
import { cards, moments } from '../support/toasts.js'

serveEachTest()

const TIMES = 100

/** Makes, uses and removes elements one after the other, and answers which of them are still in memory. */
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

// Others cannot be told to collect their garbage.
if (runner.browser === 'chromium')
  describe('a hundred elements that came and went leave nothing in memory', () => {
    const areGone = (count: () => number): Promise<boolean> =>
      eventually(async () => {
        await cdp().send('HeapProfiler.collectGarbage')
        return count() === 0
      })

    it('of bells that were opened and asked for attention', async () => {
      server.addMany(3)
      const { title } = document
      const count = await remaining('notification-bell', async (bell, isFirst) => {
        for (const name of ['title-count', 'favicon-badge', 'app-badge', 'sound'])
          bell.toggleAttribute(name, true)
        await bell.updateComplete
        button(bell).click()
        await eventually(() => isOpen(bell))
        if (isFirst) await eventually(() => rows(bell).length === 3)
      })
      await areGone(count)
      await eventually(() => server.streamCount === 0)
      expect(document.title).toBe(title)
    })

    it('of toasts that were shown', async () => {
      vi.spyOn(document, 'hasFocus').mockReturnValue(true)
      const count = await remaining('gamification-toasts', async (toasts, isFirst) => {
        await toasts.updateComplete
        toasts.celebrate(moments.points)
        if (isFirst) await eventually(() => cards(toasts).length === 1)
      })
      await areGone(count)
      await eventually(() => server.streamCount === 0)
    })
  })

it('a hundred elements for toasts that came and went hold no connection', async () => {
  await remaining('gamification-toasts', (toasts) => toasts.updateComplete)
  const last = document.createElement('gamification-toasts')
  last.endpoint = endpoint
  document.body.append(last)
  await eventually(() => server.streamCount === 1)
  last.remove()
  await eventually(() => server.streamCount === 0)
})
