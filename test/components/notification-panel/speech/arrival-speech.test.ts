import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../../../src/components/gamification-toasts/gamification-toasts.js'
import type { NotificationBell } from '../../../../src/components/notification-bell/notification-bell.js'
import { moreWords } from '../../../../src/components/notification-panel/more-words.js'
import { languageOf } from '../../../../src/internal/language.js'
import { example } from '../../../../src/testing/fixtures.js'
import {
  badge,
  button,
  connected,
  endpoint,
  eventually,
  rows,
  serveEachTest,
  server,
  within,
} from '../../../support/bell.js'
import { cards, moments, rowOf, said } from '../../../support/toasts.js'

/** Longer than a burst, than the rest between two texts, and than the page’s region waits. */
const PAUSE_MS = 12_000

serveEachTest()

let bell: NotificationBell
let heard: string[]

beforeEach(async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  document.querySelector('[data-belfry=announcer]')?.remove()
  server.addMany(2)
  bell = await connected()
  // The region comes with the code that speaks.
  await eventually(() => document.querySelector('[data-belfry=announcer]') !== null)
  heard = []
  bell.announcer = (text) => void heard.push(text)
  await bell.updateComplete
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
  for (const toasts of document.querySelectorAll('gamification-toasts')) toasts.remove()
  delete document.documentElement.dataset['focusMode']
})

/** Lets notifications arrive, of courses or of none. */
async function arrive(...courses: (string | undefined)[]): Promise<void> {
  const before = Number(badge(bell))
  for (const courseTitle of courses)
    server.add({
      content: { ...example('lesson.published'), ...(courseTitle && { data: { courseTitle } }) },
    })
  await eventually(() => badge(bell) === String(before + courses.length))
}

/** Toasts of the bell's inbox, or of what `change` makes of it. */
async function addToasts(
  change: (toasts: GamificationToasts) => void = () => {},
  place: (toasts: GamificationToasts) => void = (toasts) => bell.after(toasts),
): Promise<GamificationToasts> {
  const toasts = document.createElement('gamification-toasts')
  const { member } = bell
  Object.assign(toasts, { endpoint, member, duration: 'keep', announcer: 'none' })
  change(toasts)
  place(toasts)
  await eventually(() => toasts.inbox?.$isReady.get() === true)
  await toasts.updateComplete
  return toasts
}

/** Lets an achievement arrive, which toasts celebrate. */
async function celebrate(): Promise<void> {
  server.add(rowOf(moments.achievement))
  await eventually(() => badge(bell) === '3')
}

const pause = () => vi.advanceTimersByTimeAsync(PAUSE_MS)

describe('what arrives', () => {
  it('is spoken as one, with the course that most of it is of', async () => {
    await arrive('Biology 101')
    await arrive('Geometry I', 'Biology 101')
    await pause()
    expect(heard).toEqual(['3 new notifications, 2 from \u2068Biology 101\u2069'])
  })

  it('is spoken by its title where it is one, and not more often than every ten seconds', async () => {
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

  it('is spoken though it never stops', async () => {
    for (let second = 0; second < 14; second += 1) {
      await arrive(undefined)
      await vi.advanceTimersByTimeAsync(1_000)
    }
    expect(heard[0]).toMatch(/^\d+ new notifications$/)
  })

  it('is told by the page’s live region where the attribute says what nobody knows', async () => {
    bell.setAttribute('announcer', 'auto')
    await arrive(undefined)
    await vi.advanceTimersByTimeAsync(4_000)
    expect(said()).toBe('New notification: \u2068New lesson available\u2069')
  })

  it('is not spoken on the first load, in the focus mode, or where nobody is to speak', async () => {
    document.documentElement.dataset['focusMode'] = 'exam'
    await arrive(undefined)
    await pause()
    delete document.documentElement.dataset['focusMode']
    bell.announcer = 'none'
    await arrive(undefined)
    await pause()
    expect(heard).toEqual([])
    expect(said()).toBe('')
  })

  it('is told once, too, where the panel is open and a second bell is there', async () => {
    const other = document.createElement('notification-bell')
    Object.assign(other, { endpoint, announcer: bell.announcer })
    bell.after(other)
    await eventually(() => badge(other) === '2')
    button(bell).click()
    await eventually(() => rows(bell).length === 2)
    within(bell, '.link')?.focus()
    await arrive('Biology 101', 'Biology 101', undefined)
    await eventually(() => within(bell, '[part=new]') !== null)
    await pause()
    await pause()
    other.remove()
    expect(heard).toEqual(['3 new notifications, 2 from \u2068Biology 101\u2069'])
  })

  it('is left to the toast that celebrates it', async () => {
    const toasts = await addToasts()
    await celebrate()
    await eventually(() => cards(toasts).length === 1)
    await pause()
    expect(heard).toEqual([])
  })

  it('is told by the page’s live region, without a voice of the page’s own', async () => {
    bell.announcer = undefined
    await arrive(undefined)
    await vi.advanceTimersByTimeAsync(4_000)
    expect(said()).toBe('New notification: \u2068New lesson available\u2069')
  })
})

describe.each([
  ['en', 'New notification: #', '2 new notifications, 2 from #'],
  ['pt-BR', 'Nova notificação: #', '2 notificações novas, 2 de #'],
  ['es', 'Nueva notificación: #', '2 notificaciones nuevas, 2 de #'],
  ['ar', 'إشعار جديد: #', 'إشعاران جديدان، منها ' + (2).toLocaleString('ar') + ' من #'],
  ['he', 'התראה חדשה: #', 'שתי התראות חדשות, 2 מתוך #'],
])('in %s', (language, one, several) => {
  /** The sentence with a value in its place. */
  const filled = (sentence: string, value: string) => sentence.replace('#', `\u2068${value}\u2069`)

  it('keeps the order of its words around a name that reads another way', async () => {
    document.documentElement.lang = language
    await moreWords.load(languageOf(language))
    const title = '\u202Emoc.live\u202C \u2068דוד\u2069'
    server.add({ content: { ...example('lesson.published'), title } })
    await eventually(() => badge(bell) === '3')
    await pause()
    // What the sentence isolates itself stays isolated.
    expect(heard).toEqual([filled(one, 'moc.live \u2068דוד\u2069')])
    await arrive('\u202Eביולוגיה\u2069', '\u202Eביולוגיה\u2069')
    await pause()
    expect(heard[1]).toBe(filled(several, 'ביולוגיה'))
  })
})

describe('an achievement that no toast shows is spoken by the bell', () => {
  const spoken = ['New notification: \u2068Achievement unlocked\u2069']

  it.each<[string, (toasts: GamificationToasts) => void]>([
    ['have gamification="off"', (toasts) => toasts.setAttribute('gamification', 'off')],
    ['are of another member', (toasts) => (toasts.member = 'ben')],
    [
      'are kept off by the page',
      (toasts) => toasts.addEventListener('toast-show', (event) => event.preventDefault()),
    ],
  ])('where the toasts %s', async (_, change) => {
    await addToasts(change)
    await celebrate()
    await pause()
    await pause()
    expect(heard).toEqual(spoken)
  })

  it.each<[string, (toasts: GamificationToasts) => void]>([
    ['before', (toasts) => bell.before(toasts)],
    ['after', (toasts) => bell.after(toasts)],
  ])('where the member wants no toasts of its category, with toasts %s the bell', async (_, at) => {
    server.preferences = { categories: { gamification: { toast: false } } }
    const toasts = await addToasts(undefined, at)
    await celebrate()
    await pause()
    await pause()
    expect(cards(toasts)).toEqual([])
    expect(heard).toEqual(spoken)
  })

  it('where it came too late to be celebrated', async () => {
    await addToasts()
    server.add({ ...rowOf(moments.achievement), createdAt: '2026-01-01T00:00:00Z' })
    await eventually(() => badge(bell) === '3')
    await pause()
    expect(heard).toEqual(spoken)
  })

  it('where celebrating is switched off while it waits behind a dialog', async () => {
    const toasts = await addToasts((one) => one.setAttribute('aria-hidden', 'true'))
    await celebrate()
    await pause()
    expect(heard).toEqual([])
    toasts.gamification = 'off'
    await toasts.updateComplete
    await pause()
    expect(heard).toEqual(spoken)
  })

  it('but not in the focus mode, after which a toast tells of it', async () => {
    const toasts = await addToasts((one) => (one.focusMode = true))
    await celebrate()
    await pause()
    expect(heard).toEqual([])
    toasts.focusMode = false
    await eventually(() => cards(toasts).length === 1)
    await pause()
    expect(heard).toEqual([])
  })

  it('but not where toasts beside the bell in a shadow root show it', async () => {
    const app = document.createElement('div')
    bell.before(app)
    app.attachShadow({ mode: 'open' }).append(bell)
    const toasts = await addToasts()
    await celebrate()
    await eventually(() => cards(toasts).length === 1)
    await pause()
    expect(heard).toEqual([])
    app.replaceWith(bell)
  })
})
