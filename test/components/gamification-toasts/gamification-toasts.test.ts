import { fixture, html } from '@open-wc/testing'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../../src/components/gamification-toasts/gamification-toasts.js'
import type {
  ToastClickEvent,
  ToastDismissEvent,
} from '../../../src/components/gamification-toasts/gamification-toasts.events.js'
import type { Moment } from '../../../src/components/gamification-toasts/toast.js'
import { endpoint, serveEachTest, server } from '../../support/test-server.js'
import { all, alone, cards, eventually, moments, rowOf, within } from '../../support/toasts.js'

serveEachTest()
// An engine that is driven without a window gives its page no keyboard.
beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})

/** Lets a celebration arrive in the inbox. */
const arrive = (moment: Moment) => server.add(rowOf(moment))

/** Puts toasts with an inbox on the page, and waits until it receives changes. */
async function connected(): Promise<GamificationToasts> {
  const toasts = await fixture<GamificationToasts>(
    html`<gamification-toasts endpoint=${endpoint} duration="keep"></gamification-toasts>`,
  )
  await eventually(() => server.streamCount > 0)
  return toasts
}

// First in its file: no later test is without the code that shows toasts.
describe('a celebration before the code of toasts is loaded', () => {
  it('is shown in the order of the calls', async () => {
    const toasts = await alone()
    const titles = ['first', 'second', 'third']
    const shown: string[] = []
    toasts.addEventListener('toast-show', ({ toast }) =>
      shown.push(...toast.notifications.map(({ title }) => title)),
    )
    for (const title of titles) toasts.celebrate({ ...moments.boost, title })
    expect(toasts.shadowRoot?.querySelector('.region')).toBeNull()
    await eventually(() => shown.length === 3)
    expect(shown).toEqual(titles)
  })
})

describe('a notification that arrives', () => {
  it('is celebrated once, unlike one that was there for longer than a minute', async () => {
    const createdAt = new Date(Date.now() - 61_000).toISOString()
    server.add({ ...rowOf(moments.streak), createdAt })
    const toasts = await connected()
    arrive(moments.points)
    await eventually(() => cards(toasts).length === 1)
    expect(cards(toasts)[0]?.classList.contains('points')).toBe(true)
  })

  it('is not celebrated if it has no toast or is older than a minute', async () => {
    const toasts = await connected()
    server.add()
    const createdAt = new Date(Date.now() - 61_000).toISOString()
    server.add({ ...rowOf(moments.streak), createdAt })
    arrive(moments.boost)
    await eventually(() => cards(toasts).length > 0)
    expect(cards(toasts).map(({ className }) => className)).toEqual(['toast boost '])
  })

  it('again changes the toast that is shown for it', async () => {
    const toasts = await connected()
    const row = arrive(moments.boost)
    await eventually(() => cards(toasts).length === 1)
    const content = { ...moments.boost, title: 'Boost renewed' }
    const again = row.rev + 1
    const place = { rev: again, pos: again, alertPos: again, position: again }
    server.add({ ...row, ...place, content, kind: 'renotified' })
    await eventually(() => within(toasts, '[part=title]')?.textContent === 'Boost renewed')
    expect(cards(toasts)).toHaveLength(1)
    within(toasts, '.close')?.click()
    await eventually(() => all(toasts, '.toast').length === 0)
  })

  it('for one member is not shown after that member has logged out', async () => {
    const toasts = await connected()
    arrive(moments.boost)
    await eventually(() => cards(toasts).length === 1)
    toasts.inbox?.logOut()
    await eventually(() => cards(toasts).length === 0)
  })

  it('is celebrated over the connection of a bell on the same page', async () => {
    const page = await fixture(
      html`<div>
        <notification-bell endpoint=${endpoint}></notification-bell>
        <gamification-toasts endpoint=${endpoint}></gamification-toasts>
      </div>`,
    )
    const toasts = page.querySelector('gamification-toasts') as GamificationToasts
    await eventually(() => server.streamCount > 0)
    arrive(moments.achievement)
    await eventually(() => cards(toasts).length === 1)
    expect(server.opened).toHaveLength(1)
    const bell = page.querySelector('notification-bell')
    await eventually(() => bell?.shadowRoot?.querySelector('[part=badge]')?.textContent === '1')
  })

  it('is celebrated by one of two elements on the same page', async () => {
    const [one, two] = [await connected(), await connected()]
    arrive(moments.achievement)
    arrive(moments.boost)
    await eventually(() => cards(one).length + cards(two).length === 2)
    expect([cards(one).length, cards(two).length].sort()).toEqual([0, 2])
  })

  it('is not celebrated with gamification="off", and left to the other tabs of the page', async () => {
    const toasts = await connected()
    toasts.celebrate(moments.boost)
    await eventually(() => cards(toasts).length === 1)
    toasts.setAttribute('gamification', 'off')
    await eventually(() => cards(toasts).length === 0)
    arrive(moments.points)
    toasts.celebrate(moments.streak)
    await eventually(() => toasts.inbox?.$counts.get().unread === 1)
    await toasts.updateComplete
    expect(cards(toasts)).toEqual([])
    toasts.removeAttribute('gamification')
    arrive(moments.achievement)
    await eventually(() => cards(toasts).length === 1)
    const claims = Object.entries(localStorage).filter(
      ([name]) => name.includes(endpoint) && name.endsWith(':shown'),
    )
    expect(claims.map(([, keys]) => JSON.parse(String(keys)) as unknown)).toEqual([
      [expect.any(String)],
    ])
  })
})

describe('a burst of two hundred', () => {
  it('is shown as a few toasts that contain every notification', async () => {
    const toasts = await connected()
    const told = new Map<string, number>()
    const kinds = [moments.points, moments.boost, moments.achievement]
    for (let number = 0; number < 200; number += 1) arrive(kinds[number % 3] ?? moments.points)
    toasts.renderToast = ({ id, notifications }) => void told.set(id, notifications.length)
    const sum = () => [...told.values()].reduce((all, count) => all + count, 0)
    // Enough room for every toast that a slow machine shows between two arrivals.
    toasts.maxVisible = 200
    await vi.waitUntil(() => sum() === 200, { timeout: 40_000 })
    expect(cards(toasts).length).toBeLessThan(50)
  }, 60_000)
})

describe('the page', () => {
  it('keeps a toast off by cancelling its event', async () => {
    const toasts = await alone()
    toasts.addEventListener('toast-show', (event) => {
      if (event.toast.kind === 'boost') event.preventDefault()
    })
    toasts.celebrate(moments.boost)
    toasts.celebrate(moments.streak)
    await eventually(() => cards(toasts).length === 1)
    expect(cards(toasts)[0]?.classList.contains('streak')).toBe(true)
  })

  it('receives toast-click, which marks the notification as read, and can navigate itself', async () => {
    const toasts = await connected()
    const events: (ToastClickEvent | ToastDismissEvent)[] = []
    toasts.addEventListener('toast-click', (event) => {
      event.preventDefault()
      events.push(event)
    })
    toasts.addEventListener('toast-dismiss', (event) => events.push(event))
    arrive(moments.achievement)
    await eventually(() => cards(toasts).length === 1)
    within(toasts, 'a[part=title]')?.click()
    expect(events[0]).toMatchObject({ notification: { type: 'achievement.unlocked' } })
    expect((events[0] as ToastClickEvent).href).toMatch(/#rewards$/)
    expect(events[1]).toMatchObject({ reason: 'click' })
    await eventually(() => server.counts.unread === 0)
  })

  it('can remove the element and put it back', async () => {
    const toasts = await connected()
    toasts.celebrate(moments.boost)
    await eventually(() => cards(toasts).length === 1)
    const parent = toasts.parentElement
    toasts.remove()
    parent?.append(toasts)
    arrive(moments.points)
    await eventually(() => cards(toasts).length === 1)
    expect(cards(toasts)[0]?.classList.contains('points')).toBe(true)
  })
})
