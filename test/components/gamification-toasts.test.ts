import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../src/components/gamification-toasts/gamification-toasts.js'
import type {
  ToastClickEvent,
  ToastDismissEvent,
} from '../../src/components/gamification-toasts/gamification-toasts.events.js'
import type { Moment } from '../../src/components/gamification-toasts/toast.js'
import '../../src/define.js'
import { FakeServer } from '../../src/testing/fake-server.js'
import { settle } from '../../src/testing/settle.js'
import { answerFrom } from '../support/answer-from.js'
import {
  all,
  alone,
  cards,
  eventually,
  moments,
  rowOf,
  said,
  showing,
  within,
} from '../support/toasts.js'

let server: FakeServer
let servers = 0
let endpoint: string

beforeEach(() => {
  server = new FakeServer()
  // The page shares an inbox by its endpoint: each test has one of its own.
  endpoint = `https://toasts.example/${(servers += 1)}`
  answerFrom(server, endpoint)
  // An engine that is driven without a window gives its page no keyboard.
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

const arrive = (moment: Moment) => server.add(rowOf(moment))

async function connected(): Promise<GamificationToasts> {
  const toasts = await fixture<GamificationToasts>(
    html`<gamification-toasts endpoint=${endpoint} duration="keep"></gamification-toasts>`,
  )
  await eventually(() => server.streamCount > 0)
  return toasts
}

// First of all: after this the code is there.
describe('what is celebrated while the code for it is being loaded', () => {
  it('keeps its order', async () => {
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

describe('a toast', () => {
  it.each(Object.entries(moments))(
    'for %s shows what it is about, accessibly',
    async (kind, moment) => {
      const toasts = await showing(moment)
      expect(cards(toasts)[0]?.classList.contains(kind)).toBe(true)
      await settle(toasts)
      await expect(toasts).to.be.accessible()
    },
  )

  it('counts points up to what they are', async () => {
    const toasts = await showing(moments.points)
    await eventually(() => within(toasts, '[part=amount]')?.textContent === '+15')
    toasts.celebrate({ ...moments.points, data: { amount: 30 } })
    await eventually(() => within(toasts, '[part=amount]')?.textContent === '+45')
    expect(cards(toasts)).toHaveLength(1)
  })

  it('leads there by what it is about, number and all', async () => {
    const toasts = await showing(moments.points)
    await eventually(() => within(toasts, '[part=title] [part=amount]')?.textContent === '+15')
    toasts.celebrate(moments.streak)
    await eventually(() => cards(toasts).length === 2)
    const number = within(toasts, '.streak [part=title] [part=number] .visually-hidden')
    expect(number?.textContent).toBe('30')
    expect(all(toasts, '.milestones .reached')).toHaveLength(4)
  })

  it('of a boost shows the time that is left of it', async () => {
    const toasts = await showing(moments.boost)
    expect(within(toasts, '[part=time-left]')?.textContent).toMatch(/^1[45]:\d\d left$/)
  })

  it('of an achievement shows its picture, where that is safe to load', async () => {
    const imageUrl = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>'
    const toasts = await showing({ ...moments.achievement, imageUrl })
    expect(within(toasts, '[part=picture]')).toBeNull()
    expect(within(toasts, '.medal')).not.toBeNull()
  })

  it('of an achievement shows the medal where its picture cannot be had', async () => {
    const toasts = await showing({ ...moments.achievement, imageUrl: '/no-such-picture.png' })
    await eventually(() => within(toasts, '.picture')?.checkVisibility() === false)
    expect(within(toasts, '.medal')?.checkVisibility()).toBe(true)
  })

  it('is no higher than a few lines, however long its words are', async () => {
    const title = 'Long words of praise for a member. '.repeat(40)
    const toasts = await showing({ ...moments.boost, title, message: title })
    expect(cards(toasts)[0]?.offsetHeight).toBeLessThan(200)
    toasts.celebrate({ ...moments.achievement, title, data: { achievementName: title } })
    await eventually(() => cards(toasts).length === 2)
    expect(cards(toasts)[0]?.offsetHeight).toBeLessThan(260)
  })

  it('that stacks a hundred achievements names three, and speaks of as many', async () => {
    const toasts = await alone()
    const announcer = vi.fn()
    toasts.announcer = announcer
    for (let number = 1; number <= 100; number += 1)
      toasts.celebrate({ ...moments.achievement, data: { achievementName: `No. ${number}` } })
    await eventually(
      () => within(toasts, '[part=title]')?.textContent.trim() === '100 achievements',
    )
    const names = ['No. 100', 'No. 99', 'No. 98'].map((name) => `\u2068${name}\u2069`).join(', ')
    expect(within(toasts, '[part=message]')?.textContent).toBe(`${names}, and 97 more`)
    await eventually(() => announcer.mock.calls.length > 0)
    expect(announcer.mock.lastCall).toEqual([`100 achievements: ${names}, and 97 more`])
  })

  it('stacks several achievements, and names them', async () => {
    const toasts = await showing(moments.achievement)
    toasts.celebrate({ ...moments.achievement, data: { achievementName: 'Night owl' } })
    await eventually(() => within(toasts, '[part=title]')?.textContent.trim() === '2 achievements')
    expect(within(toasts, '[part=message]')?.textContent).toBe(
      '\u2068Night owl\u2069 and \u2068Early bird\u2069',
    )
    await settle(toasts)
    await expect(toasts).to.be.accessible()
  })
})

describe('what arrives', () => {
  it('is celebrated, once, and what was there for longer than a minute is not', async () => {
    const createdAt = new Date(Date.now() - 61_000).toISOString()
    server.add({ ...rowOf(moments.streak), createdAt })
    const toasts = await connected()
    arrive(moments.points)
    await eventually(() => cards(toasts).length === 1)
    expect(cards(toasts)[0]?.classList.contains('points')).toBe(true)
  })

  it('is only listed where it does not celebrate, or is older than a minute', async () => {
    const toasts = await connected()
    server.add()
    const createdAt = new Date(Date.now() - 61_000).toISOString()
    server.add({ ...rowOf(moments.streak), createdAt })
    arrive(moments.boost)
    await eventually(() => cards(toasts).length > 0)
    expect(cards(toasts).map(({ className }) => className)).toEqual(['toast boost '])
  })

  it('anew, because it was renewed, is told by the toast that stands there', async () => {
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

  it('for one member is not shown to the next', async () => {
    const toasts = await connected()
    arrive(moments.boost)
    await eventually(() => cards(toasts).length === 1)
    toasts.inbox?.logOut()
    await eventually(() => cards(toasts).length === 0)
  })

  it('comes in the inbox of a bell on the same page, over one connection', async () => {
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

  it('is shown by one of two on the same page', async () => {
    const [one, two] = [await connected(), await connected()]
    arrive(moments.achievement)
    arrive(moments.boost)
    await eventually(() => cards(one).length + cards(two).length === 2)
    expect([cards(one).length, cards(two).length].sort()).toEqual([0, 2])
  })

  it('is not celebrated with gamification="off", and left to the page’s other tabs', async () => {
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
  it('is a few toasts, which tell of every one of them', async () => {
    const toasts = await connected()
    const told = new Map<string, number>()
    const kinds = [moments.points, moments.boost, moments.achievement]
    for (let number = 0; number < 200; number += 1) arrive(kinds[number % 3] ?? moments.points)
    toasts.renderToast = ({ id, notifications }) => void told.set(id, notifications.length)
    const sum = () => [...told.values()].reduce((all, count) => all + count, 0)
    // Room for all that do not become one: as many as a slow machine has time for between arrivals.
    toasts.maxVisible = 200
    await vi.waitUntil(() => sum() === 200, { timeout: 40_000 })
    expect(cards(toasts).length).toBeLessThan(50)
  }, 60_000)
})

describe('focus mode', () => {
  it.each([
    [
      'the attribute',
      (toasts: GamificationToasts, isOn: boolean) => toasts.toggleAttribute('focus-mode', isOn),
    ],
    [
      'a call',
      (toasts: GamificationToasts, isOn: boolean) => toasts.setFocusMode(isOn ? 'exam' : null),
    ],
    [
      'an ancestor',
      (_: GamificationToasts, isOn: boolean) =>
        document.body.toggleAttribute('data-focus-mode', isOn),
    ],
  ])('by %s keeps quiet, and sums up afterwards', async (_, set) => {
    const toasts = await showing(moments.points)
    set(toasts, true)
    await eventually(() => cards(toasts).length === 0)
    toasts.celebrate(moments.streak)
    toasts.celebrate(moments.achievement)
    await eventually(() => cards(toasts).length === 0)
    set(toasts, false)
    await eventually(() => cards(toasts).length === 1)
    expect(within(toasts, '[part=title]')?.textContent.trim()).toBe('2 new rewards')
    expect(within(toasts, '[part=message]')?.textContent).toBe('1 achievement\u00a0· 1 streak')
    await settle(toasts)
    await expect(toasts).to.be.accessible()
  })
})

it('focus mode lasts until each that asked for it has ended its own, or all are ended', async () => {
  const toasts = await alone()
  const { dataset } = document.documentElement
  const endExam = toasts.setFocusMode('exam')
  const endVideo = toasts.setFocusMode('video')
  const endOther = toasts.setFocusMode('video')
  endVideo()
  endVideo()
  expect(dataset['focusMode']).toBe('video')
  endOther()
  expect(dataset['focusMode']).toBe('exam')
  endExam()
  expect(dataset['focusMode']).toBeUndefined()
  const endOld = toasts.setFocusMode('exam')
  toasts.setFocusMode('video')
  toasts.setFocusMode(null)
  expect(dataset['focusMode']).toBeUndefined()
  toasts.setFocusMode('exam')
  endOld()
  expect(dataset['focusMode']).toBe('exam')
  toasts.setFocusMode(null)
})

it('focus mode is noticed inside of shadow roots', async () => {
  const outer = await fixture<HTMLElement>(html`<div></div>`)
  const main = document.createElement('main')
  outer.attachShadow({ mode: 'open' }).append(main)
  const toasts = document.createElement('gamification-toasts')
  toasts.duration = 'keep'
  main.append(toasts)
  toasts.celebrate(moments.points)
  await eventually(() => cards(toasts).length === 1)
  main.dataset['focusMode'] = 'video'
  await eventually(() => cards(toasts).length === 0)
  toasts.celebrate(moments.points)
  delete main.dataset['focusMode']
  await eventually(() => cards(toasts)[0]?.classList.contains('digest') === true)
})

describe('what is said', () => {
  it('is the final number, in the light DOM, once the page is quiet', async () => {
    const toasts = await showing(moments.points)
    toasts.celebrate({ ...moments.points, data: { amount: 20 } })
    toasts.celebrate({ ...moments.points, data: { amount: 10 } })
    await eventually(() => said() === '45 points earned')
    const region = document.querySelector('[data-belfry=announcer]')
    expect(region?.parentElement).toBe(document.body)
    expect(region?.role).toBe('status')
  })

  it('keeps the order of its words, whatever a name would do to it', async () => {
    const announcer = vi.fn()
    const toasts = await alone()
    toasts.announcer = announcer
    const message = '\u202Emoc.live\u2069'
    toasts.celebrate({ ...moments.achievement, message, data: { achievementName: message } })
    await eventually(() => announcer.mock.calls.length > 0)
    expect(announcer.mock.lastCall).toEqual([
      '\u2068Achievement unlocked\u2069: \u2068moc.live\u2069',
    ])
    toasts.celebrate({ ...moments.achievement, data: { achievementName: 'ינשוף' } })
    await eventually(() => announcer.mock.calls.length > 1)
    expect(announcer.mock.lastCall).toEqual([
      '2 achievements: \u2068ינשוף\u2069 and \u2068moc.live\u2069',
    ])
  })

  it('is said by the page where it wants to', async () => {
    const announcer = vi.fn()
    const toasts = await alone()
    toasts.announcer = announcer
    toasts.celebrate(moments.achievement)
    await eventually(() => announcer.mock.calls.length > 0)
    expect(announcer).toHaveBeenCalledWith(
      '\u2068Achievement unlocked\u2069: \u2068Early bird\u2069',
    )
  })
})

describe('a page', () => {
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

  it('hears of a click, which reads what is celebrated, and can go there itself', async () => {
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
