import { fixture, html } from '@open-wc/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import type { GamificationToasts } from '../../src/components/gamification-toasts/gamification-toasts.js'
import { eventually, opened, rows, serveEachTest, server, within } from '../support/bell.js'

type RouterEvent = HTMLElementEventMap['notification-click' | 'notification-action' | 'toast-click']

serveEachTest()

/** Each event's type, with what it says of its link. */
let told: (readonly [type: string, href: string | null, path: string | null])[]

beforeEach(() => {
  told = []
})

/** Hears an event once, and keeps the test's page where it is. */
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
  it('is what a router takes, for a notification and its actions', async () => {
    const actionUrl = '/lessons/1?tab=notes#end'
    const secondaryActions = [{ id: 'answer', label: 'Answer', url: '/answers/1' }]
    server.add({ content: { ...lesson, actionUrl, secondaryActions } })
    const bell = await opened()
    hear('notification-action')
    rows(bell)[0]?.querySelector<HTMLElement>('[part=action]')?.click()
    hear('notification-click')
    rows(bell)[0]?.querySelector<HTMLElement>('.link')?.click()
    expect(told).toEqual([
      ['notification-action', `${location.origin}/answers/1`, '/answers/1'],
      ['notification-click', `${location.origin}${actionUrl}`, actionUrl],
    ])
  })

  it.each([
    ['of another origin', 'https://elsewhere.example/1', 'https://elsewhere.example/1'],
    ['that is missing', undefined, null],
    ['beside the base', '/lessons/1', `${location.origin}/lessons/1`],
  ])('is null for a link %s', async (_, actionUrl, href) => {
    server.add({ content: { ...lesson, ...(actionUrl && { actionUrl }) } })
    const bell = await opened()
    bell.basePath = '/app'
    await bell.updateComplete
    hear('notification-click')
    rows(bell)[0]?.querySelector<HTMLElement>('.link')?.click()
    expect(told).toEqual([['notification-click', href, null]])
  })

  it('is below the base of the element around, for a toast', async () => {
    const around = await fixture(
      html`<div base-path="/app">
        <gamification-toasts></gamification-toasts>
      </div>`,
    )
    const toasts = around.querySelector('gamification-toasts') as GamificationToasts
    toasts.celebrate({ type: 'points.earned', title: 'Points', actionUrl: '/app/points' })
    const link = await eventually(() => within(toasts, '[part=toast] a'))
    hear('toast-click')
    link?.click()
    expect(told).toEqual([['toast-click', `${location.origin}/app/points`, '/points']])
  })
})
