import { fixture, html } from '@open-wc/testing'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../../src/components/gamification-toasts/gamification-toasts.js'
import type {
  ToastClickEvent,
  ToastDismissEvent,
} from '../../../src/components/gamification-toasts/gamification-toasts.events.js'
import type { Moment } from '../../../src/components/gamification-toasts/toast.js'
import { endpoint, serveEachTest, server } from '../../support/test-server.js'
import { eventually } from '../../support/eventually.js'
import { moments, rowOf } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

serveEachTest()
// An engine that is driven without a window gives its page no keyboard.
beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})

/** Lets a celebration arrive in the inbox. */
const arrive = (moment: Moment) => server.add(rowOf(moment))

// First in its file: no later test is without the code that shows toasts.
describe('a celebration before the code of toasts is loaded', () => {
  it('is shown in the order of the calls', async () => {
    const driver = await ToastsDriver.withoutInbox()
    const titles = ['first', 'second', 'third']
    const shown: string[] = []
    driver.toasts.addEventListener('toast-show', ({ toast }) =>
      shown.push(...toast.notifications.map(({ title }) => title)),
    )
    for (const title of titles) driver.toasts.celebrate({ ...moments.boost, title })
    expect(driver.region).toBeNull()
    await eventually(() => shown.length === 3)
    expect(shown).toEqual(titles)
  })
})

describe('a notification that arrives', () => {
  it('is celebrated once, unlike one that was there for longer than a minute', async () => {
    const createdAt = new Date(Date.now() - 61_000).toISOString()
    server.add({ ...rowOf(moments.streak), createdAt })
    const driver = await ToastsDriver.connect()
    arrive(moments.points)
    await eventually(() => driver.cards.length === 1)
    expect(driver.cards[0]?.classList.contains('points')).toBe(true)
  })

  it('is not celebrated if it has no toast or is older than a minute', async () => {
    const driver = await ToastsDriver.connect()
    server.add()
    const createdAt = new Date(Date.now() - 61_000).toISOString()
    server.add({ ...rowOf(moments.streak), createdAt })
    arrive(moments.boost)
    await eventually(() => driver.cards.length > 0)
    expect(driver.cards.map(({ className }) => className)).toEqual(['toast boost '])
  })

  it('again changes the toast that is shown for it', async () => {
    const driver = await ToastsDriver.connect()
    const row = arrive(moments.boost)
    await eventually(() => driver.cards.length === 1)
    const content = { ...moments.boost, title: 'Boost renewed' }
    const again = row.rev + 1
    const place = { rev: again, pos: again, alertPos: again, position: again }
    server.add({ ...row, ...place, content, kind: 'renotified' })
    await eventually(() => driver.part('title')?.textContent === 'Boost renewed')
    expect(driver.cards).toHaveLength(1)
    driver.find('.close')?.click()
    await eventually(() => driver.findAll('.toast').length === 0)
  })

  it('for one member is not shown after that member has logged out', async () => {
    const driver = await ToastsDriver.connect()
    arrive(moments.boost)
    await eventually(() => driver.cards.length === 1)
    driver.toasts.inbox?.logOut()
    await eventually(() => driver.cards.length === 0)
  })

  it('is celebrated over the connection of a bell on the same page', async () => {
    const page = await fixture(
      html`<div>
        <notification-bell endpoint=${endpoint}></notification-bell>
        <gamification-toasts endpoint=${endpoint}></gamification-toasts>
      </div>`,
    )
    const driver = new ToastsDriver(page.querySelector('gamification-toasts') as GamificationToasts)
    await eventually(() => server.streamCount > 0)
    arrive(moments.achievement)
    await eventually(() => driver.cards.length === 1)
    expect(server.opened).toHaveLength(1)
    const bell = page.querySelector('notification-bell')
    await eventually(() => bell?.shadowRoot?.querySelector('[part=badge]')?.textContent === '1')
  })

  it('is celebrated by one of two elements on the same page', async () => {
    const [one, two] = [await ToastsDriver.connect(), await ToastsDriver.connect()]
    arrive(moments.achievement)
    arrive(moments.boost)
    await eventually(() => one.cards.length + two.cards.length === 2)
    expect([one.cards.length, two.cards.length].sort()).toEqual([0, 2])
  })

  it('is not celebrated with gamification="off", and left to the other tabs of the page', async () => {
    const driver = await ToastsDriver.connect()
    // Once it is shown, the page watches for arrivals.
    arrive(moments.boost)
    await eventually(() => driver.cards.length === 1)
    driver.toasts.setAttribute('gamification', 'off')
    await eventually(() => driver.cards.length === 0)
    arrive(moments.points)
    driver.toasts.celebrate(moments.streak)
    await eventually(() => driver.toasts.inbox?.$counts.get().unread === 2)
    await driver.toasts.updateComplete
    expect(driver.cards).toEqual([])
    driver.toasts.removeAttribute('gamification')
    arrive(moments.achievement)
    await eventually(() => driver.cards.length === 1)
    const claims = Object.entries(localStorage).filter(
      ([name]) => name.includes(endpoint) && name.endsWith(':shown'),
    )
    expect(claims.map(([, keys]) => JSON.parse(String(keys)) as unknown)).toEqual([
      [expect.any(String), expect.any(String)],
    ])
  })
})

describe('a burst of two hundred', () => {
  it('is shown as a few toasts that contain every notification', async () => {
    const driver = await ToastsDriver.connect()
    const told = new Map<string, number>()
    const kinds = [moments.points, moments.boost, moments.achievement]
    for (let number = 0; number < 200; number += 1) arrive(kinds[number % 3] ?? moments.points)
    driver.toasts.renderToast = ({ id, notifications }) => void told.set(id, notifications.length)
    const sum = () => [...told.values()].reduce((all, count) => all + count, 0)
    // Enough room for every toast that a slow machine shows between two arrivals.
    driver.toasts.maxVisible = 200
    await vi.waitUntil(() => sum() === 200, { timeout: 40_000 })
    expect(driver.cards.length).toBeLessThan(50)
  }, 60_000)
})

describe('the page', () => {
  it('keeps a toast off by cancelling its event', async () => {
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.addEventListener('toast-show', (event) => {
      if (event.toast.kind === 'boost') event.preventDefault()
    })
    driver.toasts.celebrate(moments.boost)
    driver.toasts.celebrate(moments.streak)
    await eventually(() => driver.cards.length === 1)
    expect(driver.cards[0]?.classList.contains('streak')).toBe(true)
  })

  it('receives toast-click, which marks the notification as read, and can navigate itself', async () => {
    const driver = await ToastsDriver.connect()
    const events: (ToastClickEvent | ToastDismissEvent)[] = []
    driver.toasts.addEventListener('toast-click', (event) => {
      event.preventDefault()
      events.push(event)
    })
    driver.toasts.addEventListener('toast-dismiss', (event) => events.push(event))
    arrive(moments.achievement)
    await eventually(() => driver.cards.length === 1)
    driver.find('a[part=title]')?.click()
    expect(events[0]).toMatchObject({ notification: { type: 'achievement.unlocked' } })
    expect((events[0] as ToastClickEvent).href).toMatch(/#rewards$/)
    expect(events[1]).toMatchObject({ reason: 'click' })
    await eventually(() => server.counts.unread === 0)
  })

  it('can remove the element and put it back', async () => {
    const driver = await ToastsDriver.connect()
    driver.toasts.celebrate(moments.boost)
    await eventually(() => driver.cards.length === 1)
    const parent = driver.toasts.parentElement
    driver.toasts.remove()
    parent?.append(driver.toasts)
    arrive(moments.points)
    await eventually(() => driver.cards.length === 1)
    expect(driver.cards[0]?.classList.contains('points')).toBe(true)
  })
})
