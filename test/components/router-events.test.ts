import { fixture, html } from '@open-wc/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import type { GamificationToasts } from '../../src/components/gamification-toasts/gamification-toasts.js'
import { BellDriver } from '../support/bell-driver.js'
import { ElementDriver } from '../support/element-driver.js'
import { eventually } from '../support/eventually.js'
import { serveEachTest, server } from '../support/test-server.js'

type RouterEvent = HTMLElementEventMap['notification-click' | 'notification-action' | 'toast-click']

serveEachTest()

/** The events that were heard, each with its type, its `href` and its `path`. */
let told: (readonly [type: string, href: string | null, path: string | null])[]

beforeEach(() => {
  told = []
})

/** Records the next event of a type, and prevents its navigation. */
function hear(type: RouterEvent['type']): void {
  const note = (event: Event): void => {
    const { href, path } = event as RouterEvent
    told.push([event.type, href, path])
    event.preventDefault()
  }
  document.addEventListener(type, note, { once: true })
}

const lesson = { type: 'lesson.published', title: 'New lesson', message: '' }

describe('the path of an event', () => {
  it('is the path for a router, for a notification and its actions', async () => {
    const actionUrl = '/lessons/1?tab=notes#end'
    const secondaryActions = [{ id: 'answer', label: 'Answer', url: '/answers/1' }]
    server.add({ content: { ...lesson, actionUrl, secondaryActions } })
    const driver = await BellDriver.open()
    hear('notification-action')
    driver.tool(0, 'action')?.click()
    hear('notification-click')
    driver.link(0)?.click()
    expect(told).toEqual([
      ['notification-action', `${location.origin}/answers/1`, '/answers/1'],
      ['notification-click', `${location.origin}${actionUrl}`, actionUrl],
    ])
  })

  it.each([
    ['to another origin', 'https://elsewhere.example/1', 'https://elsewhere.example/1'],
    ['that is missing', undefined, null],
    ['outside of the base path', '/lessons/1', `${location.origin}/lessons/1`],
  ])('is null for a link %s', async (_, actionUrl, href) => {
    server.add({ content: { ...lesson, ...(actionUrl && { actionUrl }) } })
    const driver = await BellDriver.open()
    driver.bell.basePath = '/app'
    await driver.bell.updateComplete
    hear('notification-click')
    driver.link(0)?.click()
    expect(told).toEqual([['notification-click', href, null]])
  })

  it('is relative to the base-path of the element around, for a toast', async () => {
    const around = await fixture(
      html`<div base-path="/app">
        <gamification-toasts></gamification-toasts>
      </div>`,
    )
    const toasts = new ElementDriver(
      around.querySelector('gamification-toasts') as GamificationToasts,
    )
    toasts.element.celebrate({ type: 'points.earned', title: 'Points', actionUrl: '/app/points' })
    const link = await eventually(() => toasts.find('[part=toast] a'))
    hear('toast-click')
    link?.click()
    expect(told).toEqual([['toast-click', `${location.origin}/app/points`, '/points']])
  })
})
