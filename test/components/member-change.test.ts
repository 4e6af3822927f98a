import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../src/components/gamification-toasts/gamification-toasts.js'
import type { NotificationBell } from '../../src/components/notification-bell/notification-bell.js'
import type { NotificationPreferences } from '../../src/components/notification-preferences/notification-preferences.js'
import '../../src/define.js'
import { FakeServer } from '../../src/testing/fake-server.js'
import { listen, stopListening } from '../support/audio.js'
import { announcedText, liveRegion } from '../support/live-region.js'
import { PIXEL } from '../support/pixel.js'
import { requestsTo } from '../support/test-server.js'
import { eventually } from '../support/eventually.js'
import { moments, rowOf } from '../support/moments.js'
import { ToastsDriver } from '../support/toasts-driver.js'

// The page gets the token of another member. Nothing of the former member is shown, announced or played.

let ana: FakeServer
let ben: FakeServer
let pages = 0
let endpoint: string
/** Requests for preferences are answered once it resolves. */
let preferencesAnswer: Promise<void>

beforeEach(() => {
  ana = new FakeServer({ inbox: 'ana' })
  ben = new FakeServer({ inbox: 'ben' })
  preferencesAnswer = Promise.resolve()
  endpoint = `https://former.example/${(pages += 1)}`
  liveRegion()?.remove()
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const { url, headers } = new Request(input, init)
    if (url.includes('/preferences')) await preferencesAnswer
    return (headers.get('authorization') === 'Bearer ben' ? ben : ana).fetch(input, init)
  })
})
afterEach(() => {
  delete document.documentElement.dataset['focusMode']
  document.title = ''
  vi.restoreAllMocks()
  stopListening()
})

async function open<T extends NotificationBell | GamificationToasts | NotificationPreferences>(
  name: string,
  change: (element: T) => void = () => {},
): Promise<T> {
  const element = document.createElement(name) as T
  Object.assign(element, { endpoint, getToken: () => 'ana' })
  change(element)
  const place = await fixture<HTMLElement>(html`<div></div>`)
  place.append(element)
  await eventually(() => element.inbox?.$isReady.get() === true && ana.streamCount > 0)
  return element
}

/** Gives the page a token of Ben, and waits until its inbox is Ben's. */
async function becomeBen({
  inbox,
}: NotificationBell | GamificationToasts | NotificationPreferences) {
  inbox?.useToken(() => 'ben')
  await eventually(() => nameOf(inbox) === 'ben' && ben.streamCount > 0)
}

const nameOf = (inbox: NotificationBell['inbox']) => inbox?.internals.identity()

const toastsOf = (change?: (toasts: GamificationToasts) => void) =>
  open<GamificationToasts>('gamification-toasts', (toasts) => {
    toasts.duration = 'keep'
    change?.(toasts)
  })

describe('toasts of a page whose member changes', () => {
  it('show no celebration of the former member that was shown, was waiting, or came from the page', async () => {
    const toasts = await toastsOf((one) => (one.maxVisible = 1))
    ana.add(rowOf(moments.achievement))
    const driver = new ToastsDriver(toasts)
    await eventually(() => driver.cards.length === 1)
    ana.add(rowOf(moments.streak))
    toasts.celebrate(moments.boost)
    const shown: string[] = []
    toasts.addEventListener('toast-show', ({ toast }) => shown.push(toast.kind))
    await becomeBen(toasts)
    await toasts.updateComplete
    expect(driver.findAll('.toast')).toEqual([])
    ben.add(rowOf(moments.points))
    await eventually(() => shown.includes('points'))
    expect(shown).toEqual(['points'])
  })

  it('show no celebration of the former member that waited for the preferences', async () => {
    const toasts = await toastsOf()
    const shown: string[] = []
    toasts.addEventListener('toast-show', ({ toast }) => shown.push(toast.kind))
    let answer = (): void => {}
    preferencesAnswer = new Promise((resolve) => (answer = resolve))
    ana.add(rowOf(moments.achievement))
    toasts.celebrate(moments.streak)
    await eventually(() => requestsTo('/preferences').length > 0)
    await becomeBen(toasts)
    answer()
    ben.add(rowOf(moments.points))
    await eventually(() => shown.includes('points'))
    expect(shown).toEqual(['points'])
  })

  it('follow the preferences of the new member', async () => {
    ana.preferences = { categories: { gamification: { toast: false } } }
    ben.preferences = { categories: {} }
    const toasts = await toastsOf()
    const shown: string[] = []
    toasts.addEventListener('toast-show', ({ toast }) => shown.push(toast.kind))
    ana.add(rowOf(moments.achievement))
    toasts.celebrate(moments.streak)
    await eventually(() => shown.includes('streak'))
    await becomeBen(toasts)
    ben.add(rowOf(moments.points))
    await eventually(() => shown.includes('points'))
    expect(shown).toEqual(['streak', 'points'])
  })

  it('empty the live region', async () => {
    const toasts = await toastsOf()
    ana.add(rowOf(moments.achievement))
    await eventually(() => announcedText().includes('Early bird'))
    await becomeBen(toasts)
    await toasts.updateComplete
    expect(announcedText()).toBe('')
  })
})

describe('a bell of a page whose member changes', () => {
  it('announces no arrival of the former member', async () => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)
    // Ben's next notification gets an id that none of Ana's has.
    ben.addMany(2)
    const heard: string[] = []
    const bell = await open<NotificationBell>('notification-bell')
    // The code that speaks is loaded later, and makes the live region.
    await eventually(() => liveRegion() !== null)
    bell.announcer = (text) => void heard.push(text)
    await bell.updateComplete
    ana.add({ content: { type: 'lesson.published', title: 'For Ana', message: '' } })
    await eventually(() => bell.shadowRoot?.querySelector('[part=badge]') !== null)
    await becomeBen(bell)
    await bell.updateComplete
    ben.add({ content: { type: 'lesson.published', title: 'For Ben', message: '' } })
    await eventually(() => heard.length > 0)
    expect(heard).toEqual([expect.stringContaining('For Ben')])
  })

  it('counts only the new member’s notifications in the title, in focus mode too', async () => {
    document.title = 'Courses'
    ana.addMany(5)
    ben.addMany(9)
    const bell = await open<NotificationBell>('notification-bell', (one) => {
      one.titleCount = true
    })
    await eventually(() => document.title === '(5) Courses')
    document.documentElement.dataset['focusMode'] = 'exam'
    await becomeBen(bell)
    await eventually(() => !document.title.startsWith('(5)'))
    expect(document.title).toBe('Courses')
    delete document.documentElement.dataset['focusMode']
    await eventually(() => document.title === '(9) Courses')
  })

  it('plays no sound for an arrival of the former member', async () => {
    const { notes } = listen(true)
    document.title = 'Courses'
    ana.addMany(1)
    ben.addMany(2)
    const bell = await open<NotificationBell>('notification-bell', (one) => {
      Object.assign(one, { sound: true, titleCount: true })
    })
    // One module sounds and counts in the title, so it is loaded now.
    await eventually(() => document.title === '(1) Courses')
    let answer = (): void => {}
    preferencesAnswer = new Promise((resolve) => (answer = resolve))
    ana.add({ createdAt: new Date().toISOString() })
    await eventually(() => requestsTo('/preferences').length > 0)
    await becomeBen(bell)
    answer()
    await eventually(() => document.title === '(2) Courses')
    // The tab that plays the sound holds this lock, so the decision is made once it is free.
    await navigator.locks.request(`belfry:${endpoint}/:ana:sound`, () => undefined)
    expect(notes).toEqual([])
    ben.add({ createdAt: new Date().toISOString() })
    await eventually(() => notes.length === 2)
  })

  it('shows a badge on the icon of the page only for the new member’s notifications', async () => {
    const link = Object.assign(document.createElement('link'), { rel: 'icon', href: PIXEL })
    document.head.append(link)
    ana.addMany(1)
    const bell = await open<NotificationBell>('notification-bell', (one) => {
      one.faviconBadge = true
    })
    await eventually(() => link.href.startsWith('data:image/png'))
    await becomeBen(bell)
    await eventually(() => link.href === PIXEL)
    link.remove()
  })

  it('offers no undo for an action of the former member', async () => {
    ana.addMany(3)
    const bell = await open<NotificationBell>('notification-bell')
    bell.inbox?.markAllAsRead()
    await eventually(() => bell.inbox?.$undoable.get() !== null)
    await becomeBen(bell)
    expect(bell.inbox?.$undoable.get()).toBeNull()
  })
})

describe('preferences of a page whose member changes', () => {
  it('are loaded again, and show nothing of the former member', async () => {
    ana.preferences = { mutes: [{ kind: 'course', id: 'a', name: 'Course of Ana' }] }
    ben.preferences = { mutes: [{ kind: 'course', id: 'b', name: 'Course of Ben' }] }
    const form = await open<NotificationPreferences>('notification-preferences')
    const text = () => form.shadowRoot?.textContent ?? ''
    await eventually(() => text().includes('Course of Ana'))
    await becomeBen(form)
    await eventually(() => text().includes('Course of Ben'))
    expect(text()).not.toContain('Course of Ana')
  })
})
