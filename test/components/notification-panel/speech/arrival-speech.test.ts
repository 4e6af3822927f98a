import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../../../src/components/gamification-toasts/gamification-toasts.js'
import { moreWords } from '../../../../src/components/notification-panel/more-words.js'
import { languageOf } from '../../../../src/internal/language.js'
import { example } from '../../../../src/testing/fixtures.js'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { endpoint, serveEachTest, server } from '../../../support/test-server.js'
import { announcedText, liveRegion } from '../../../support/live-region.js'
import { moments, rowOf } from '../../../support/moments.js'
import { painted } from '../../../support/painted.js'
import { ToastsDriver } from '../../../support/toasts-driver.js'

/** Longer than a burst, the pause between two texts and the delay of the live region together. */
const PAUSE_MS = 12_000

serveEachTest()

let driver: BellDriver
let heard: string[]

beforeEach(async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  liveRegion()?.remove()
  server.addMany(2)
  driver = await BellDriver.connect()
  // The code that speaks is loaded later, and makes the live region.
  await eventually(() => liveRegion() !== null)
  heard = []
  driver.bell.announcer = (text) => void heard.push(text)
  await driver.bell.updateComplete
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
  for (const toasts of document.querySelectorAll('gamification-toasts')) toasts.remove()
  delete document.documentElement.dataset['focusMode']
})

/** Lets one notification arrive for each course; `undefined` for one without a course. */
async function arrive(...courses: (string | undefined)[]): Promise<void> {
  const before = Number(driver.badge)
  for (const courseTitle of courses)
    server.add({
      content: { ...example('lesson.published'), ...(courseTitle && { data: { courseTitle } }) },
    })
  await eventually(() => driver.badge === String(before + courses.length))
}

/** Adds silent toasts of the bell's inbox; `change` sets their properties, `place` inserts them. */
async function addToasts(
  change: (toasts: GamificationToasts) => void = () => {},
  place: (toasts: GamificationToasts) => void = (toasts) => driver.bell.after(toasts),
): Promise<ToastsDriver> {
  const toasts = document.createElement('gamification-toasts')
  const { member } = driver.bell
  Object.assign(toasts, { endpoint, member, duration: 'keep', announcer: 'none' })
  change(toasts)
  place(toasts)
  await eventually(() => toasts.inbox?.$isReady.get() === true)
  await toasts.updateComplete
  return new ToastsDriver(toasts)
}

/** Lets an achievement arrive, which toasts celebrate, and waits until the bell counts it. */
async function celebrate(): Promise<void> {
  server.add(rowOf(moments.achievement))
  await eventually(() => driver.badge === '3')
  await painted()
}

const pause = () => vi.advanceTimersByTimeAsync(PAUSE_MS)

/** Lets pauses pass until something is announced: toasts first decide that they do not show it. */
const untilHeard = () =>
  expect
    .poll(async () => {
      await pause()
      return heard.length
    })
    .toBeGreaterThan(0)

describe('an arrival', () => {
  it('is announced together with others, with the course of most of them', async () => {
    await arrive('Biology 101')
    await arrive('Geometry I', 'Biology 101')
    await pause()
    expect(heard).toEqual(['3 new notifications, 2 from \u2068Biology 101\u2069'])
  })

  it('is announced by its title when it is alone, and not more often than every ten seconds', async () => {
    await arrive(undefined)
    await vi.advanceTimersByTimeAsync(4_000)
    expect(heard).toEqual(['New notification: \u2068New lesson available\u2069'])
    await arrive(undefined)
    await vi.advanceTimersByTimeAsync(4_000)
    await arrive(undefined)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(heard).toHaveLength(1)
    await pause()
    expect(heard.slice(1)).toEqual(['2 new notifications'])
  })

  it('is announced although arrivals never stop', async () => {
    for (let second = 0; second < 14; second += 1) {
      await arrive(undefined)
      await vi.advanceTimersByTimeAsync(1_000)
    }
    expect(heard[0]).toMatch(/^\d+ new notifications$/)
  })

  it('is announced in the live region for an unknown value of the announcer attribute', async () => {
    driver.bell.setAttribute('announcer', 'auto')
    await arrive(undefined)
    await vi.advanceTimersByTimeAsync(4_000)
    expect(announcedText()).toBe('New notification: \u2068New lesson available\u2069')
  })

  it('is not announced on the first load, in focus mode, or with announcer="none"', async () => {
    document.documentElement.dataset['focusMode'] = 'exam'
    await arrive(undefined)
    await pause()
    delete document.documentElement.dataset['focusMode']
    driver.bell.announcer = 'none'
    await arrive(undefined)
    await pause()
    expect(heard).toEqual([])
    expect(announcedText()).toBe('')
  })

  it('is announced once with an open panel and a second bell', async () => {
    const other = new BellDriver(document.createElement('notification-bell'))
    Object.assign(other.bell, { endpoint, announcer: driver.bell.announcer })
    driver.bell.after(other.bell)
    await eventually(() => other.badge === '2')
    driver.button.click()
    // The panel focuses its heading when it opens.
    await eventually(() => driver.rows.length === 2 && driver.focused === driver.part('heading'))
    driver.find('.link')?.focus()
    await arrive('Biology 101', 'Biology 101', undefined)
    await eventually(() => driver.part('new') !== null)
    await pause()
    await pause()
    other.bell.remove()
    expect(heard).toEqual(['3 new notifications, 2 from \u2068Biology 101\u2069'])
  })

  it('is left to the toast that celebrates it', async () => {
    const toasts = await addToasts()
    await celebrate()
    await eventually(() => toasts.cards.length === 1)
    await pause()
    expect(heard).toEqual([])
  })

  it('is announced in the live region without an announcer of the page', async () => {
    driver.bell.announcer = undefined
    await arrive(undefined)
    await vi.advanceTimersByTimeAsync(4_000)
    expect(announcedText()).toBe('New notification: \u2068New lesson available\u2069')
  })
})

describe.each([
  ['en', 'New notification: #', '2 new notifications, 2 from #'],
  ['pt-BR', 'Nova notificação: #', '2 notificações novas, 2 de #'],
  ['es', 'Nueva notificación: #', '2 notificaciones nuevas, 2 de #'],
  ['ar', 'إشعار جديد: #', 'إشعاران جديدان، منها ' + (2).toLocaleString('ar') + ' من #'],
  ['he', 'התראה חדשה: #', 'שתי התראות חדשות, 2 מתוך #'],
])('an announcement in %s', (language, one, several) => {
  /** The sentence with a value in its place. */
  const filled = (sentence: string, value: string) => sentence.replace('#', `\u2068${value}\u2069`)

  it('keeps the order of its words around a name of the other direction', async () => {
    document.documentElement.lang = language
    await moreWords.load(languageOf(language))
    const title = '\u202Emoc.live\u202C \u2068דוד\u2069'
    server.add({ content: { ...example('lesson.published'), title } })
    await eventually(() => driver.badge === '3')
    await pause()
    // An isolate inside the title stays closed.
    expect(heard).toEqual([filled(one, 'moc.live \u2068דוד\u2069')])
    await arrive('\u202Eביולוגיה\u2069', '\u202Eביולוגיה\u2069')
    await pause()
    expect(heard[1]).toBe(filled(several, 'ביולוגיה'))
  })
})

describe('the bell', () => {
  const spoken = ['New notification: \u2068Achievement unlocked\u2069']

  it.each<[string, (toasts: GamificationToasts) => void]>([
    ['have gamification="off"', (toasts) => toasts.setAttribute('gamification', 'off')],
    ['belong to another member', (toasts) => (toasts.member = 'ben')],
    [
      'are cancelled by the page',
      (toasts) => toasts.addEventListener('toast-show', (event) => event.preventDefault()),
    ],
  ])('announces an achievement when the toasts %s', async (_, change) => {
    await addToasts(change)
    await celebrate()
    await pause()
    await pause()
    expect(heard).toEqual(spoken)
  })

  it.each<[string, (toasts: GamificationToasts) => void]>([
    ['before', (toasts) => driver.bell.before(toasts)],
    ['after', (toasts) => driver.bell.after(toasts)],
  ])(
    'announces an achievement of a category without toasts, with the toasts %s the bell',
    async (_, at) => {
      server.preferences = { categories: { gamification: { toast: false } } }
      const toasts = await addToasts(undefined, at)
      await celebrate()
      await untilHeard()
      expect(toasts.cards).toEqual([])
      expect(heard).toEqual(spoken)
    },
  )

  it('announces an achievement that is too old for a toast', async () => {
    await addToasts()
    server.add({ ...rowOf(moments.achievement), createdAt: '2026-01-01T00:00:00Z' })
    await eventually(() => driver.badge === '3')
    await untilHeard()
    expect(heard).toEqual(spoken)
  })

  it('announces an achievement whose toast is switched off while it waits behind a dialog', async () => {
    const toasts = await addToasts((one) => one.setAttribute('aria-hidden', 'true'))
    await celebrate()
    await pause()
    expect(heard).toEqual([])
    toasts.element.gamification = 'off'
    await toasts.element.updateComplete
    await pause()
    expect(heard).toEqual(spoken)
  })

  it('leaves an achievement of focus mode to the toast that follows it', async () => {
    const toasts = await addToasts((one) => (one.focusMode = true))
    await celebrate()
    await pause()
    expect(heard).toEqual([])
    toasts.element.focusMode = false
    await eventually(() => toasts.cards.length === 1)
    await pause()
    expect(heard).toEqual([])
  })

  it('leaves an achievement to the toasts beside it in a shadow root', async () => {
    const app = document.createElement('div')
    driver.bell.before(app)
    app.attachShadow({ mode: 'open' }).append(driver.bell)
    const toasts = await addToasts()
    await celebrate()
    await eventually(() => toasts.cards.length === 1)
    await pause()
    expect(heard).toEqual([])
    app.replaceWith(driver.bell)
  })
})
