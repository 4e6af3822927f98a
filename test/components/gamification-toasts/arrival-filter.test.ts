import { html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { InboxInternals } from '../../../src/client/create-inbox.js'
import { preferencesChannel } from '../../../src/client/preferences/preferences.js'
import type { Preferences } from '../../../src/protocol/preferences.js'
import { sendPreferences } from '../../../src/client/preferences/preferences-request.js'
import type { Moment } from '../../../src/components/gamification-toasts/toast.js'
import { FakeServer } from '../../../src/testing/fake-server.js'
import { eventually } from '../../support/eventually.js'
import { moments, rowOf } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

let server: FakeServer
let servers = 0
let shown: string[]
let reasons: string[]
/** Requests are answered once it resolves. */
let open: Promise<void>

beforeEach(() => {
  server = new FakeServer()
  shown = []
  reasons = []
  open = Promise.resolve()
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) =>
    open.then(() => server.fetch(input, init)),
  )
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function connecting(): Promise<ToastsDriver> {
  const endpoint = `https://quiet.example/${(servers += 1)}`
  const driver = await ToastsDriver.render(
    html`<gamification-toasts endpoint=${endpoint} duration="keep"></gamification-toasts>`,
  )
  driver.toasts.addEventListener('toast-show', ({ toast }) => shown.push(toast.kind))
  driver.toasts.addEventListener('toast-dismiss', ({ reason }) => reasons.push(reason))
  return driver
}

async function connected(): Promise<ToastsDriver> {
  const driver = await connecting()
  await eventually(() => server.streamCount > 0)
  return driver
}

const asked = (): number =>
  vi.mocked(fetch).mock.calls.filter(([input]) => new Request(input).url.includes('/preferences'))
    .length

const arrive = (moment: Moment) => server.add(rowOf(moment))

/** Adds a notification with a toast whose category the addon does not hide. */
const arriveInLearning = (moment: Moment) =>
  server.add({ ...rowOf({ ...moment, toast: 'boost' }), category: 'learning' })

/** Shows what is celebrated with the addon on: whatever had waited would come with it. */
async function switchOn(driver: ToastsDriver): Promise<void> {
  server.decide({ gamification: true })
  arrive(moments.points)
  await eventually(() => driver.cards.length > 0)
}

/** How many celebrations this page took upon itself to show. */
const claimed = (): number =>
  Object.entries(localStorage)
    .filter(([name]) => name.endsWith(':shown'))
    .reduce((sum, [, keys]) => sum + (JSON.parse(String(keys)) as unknown[]).length, 0)

describe('the platform’s gamification addon', () => {
  it('removes shown and waiting toasts for good when it is switched off', async () => {
    const driver = await connected()
    driver.toasts.maxVisible = 1
    arrive(moments.boost)
    await eventually(() => driver.cards.length === 1)
    arrive(moments.streak)
    driver.toasts.celebrate(moments.achievement)
    await eventually(() => claimed() === 2)
    server.decide({ gamification: false })
    await eventually(() => driver.find('.toast') === null)
    expect(reasons).toEqual(['off'])
    await switchOn(driver)
    expect(shown).toEqual(['boost', 'points'])
  })

  it('lets no toast come while it is off from the start', async () => {
    server.decide({ gamification: false })
    const driver = await connected()
    arriveInLearning(moments.streak)
    driver.toasts.celebrate(moments.achievement)
    await eventually(() => claimed() === 1)
    await switchOn(driver)
    expect(shown).toEqual(['points'])
  })

  it.each([
    [false, ['points']],
    [true, ['streak', 'points']],
  ])('is known before the first celebration is shown (%s)', async (gamification, kinds) => {
    server.decide({ gamification })
    let answer = (): void => {}
    open = new Promise((resolve) => (answer = resolve))
    const driver = await connecting()
    driver.toasts.celebrate(moments.streak)
    await eventually(() => driver.region !== null)
    await driver.toasts.updateComplete
    expect(shown).toEqual([])
    answer()
    await eventually(() => driver.toasts.inbox?.$status.get() === 'live')
    if (gamification) await eventually(() => driver.cards.length === 1)
    else {
      // A row that arrives is decided after the moment of the page.
      arriveInLearning(moments.boost)
      await eventually(() => claimed() === 1)
    }
    await switchOn(driver)
    await eventually(() => shown.includes('points'))
    expect(shown).toEqual(kinds)
  })
})

describe('preferences that are saved on the page', () => {
  /** Saves a change, and waits until the page's elements have heard of it. */
  async function prefer(driver: ToastsDriver, change: Preferences): Promise<void> {
    const internals = driver.toasts.inbox?.internals as InboxInternals
    const channel = new BroadcastChannel(preferencesChannel(internals))
    const heard = new Promise((resolve) => (channel.onmessage = resolve))
    await sendPreferences(internals, change)
    await heard
    channel.close()
  }

  it('apply to the next celebration', async () => {
    server.preferences = {}
    const driver = await connected()
    arrive(moments.points)
    await eventually(() => driver.cards.length === 1)
    await prefer(driver, { categories: { gamification: { toast: false } } })
    arrive(moments.streak)
    await eventually(
      () => server.counts.unread === 2 && driver.toasts.inbox?.$counts.get().unread === 2,
    )
    await driver.toasts.updateComplete
    await prefer(driver, { categories: { gamification: { toast: true } } })
    arrive(moments.boost)
    await eventually(() => driver.cards.length === 2)
    expect(shown).toEqual(['points', 'boost'])
    expect(asked()).toBe(3)
  })

  it('apply also if an older answer arrives after them', async () => {
    server.preferences = { categories: { gamification: { toast: false } } }
    const driver = await connected()
    let deliver = (): void => undefined
    const delivered = new Promise<void>((resolve) => (deliver = resolve))
    vi.mocked(fetch).mockImplementationOnce(async (input, init) => {
      const answer = await server.fetch(input, init)
      await delivered
      return answer
    })
    arrive(moments.points)
    await eventually(() => asked() === 1)
    await prefer(driver, { categories: { gamification: { toast: true } } })
    deliver()
    await eventually(() => driver.cards.length === 1)
    expect(shown).toEqual(['points'])
  })
})

describe('a hidden tab', () => {
  it('keeps a celebration until the tab is visible, even for an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const driver = await connected()
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    vi.mocked(document.hasFocus).mockReturnValue(false)
    document.dispatchEvent(new Event('visibilitychange'))
    arrive(moments.streak)
    await eventually(() => asked() === 1)
    vi.setSystemTime(Date.now() + 3_600_000)
    expect(shown).toEqual([])
    visibility.mockReturnValue('visible')
    vi.mocked(document.hasFocus).mockReturnValue(true)
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    await eventually(() => driver.cards.length === 1)
  })
})

describe('a celebration of the page itself', () => {
  it('survives a move of the toasts while the preferences are requested', async () => {
    server.preferences = {}
    const driver = await connected()
    let answer = (): void => {}
    open = new Promise((resolve) => (answer = resolve))
    driver.toasts.celebrate(moments.streak)
    await eventually(() => asked() === 1)
    const { parentElement } = driver.toasts
    driver.toasts.remove()
    answer()
    await open
    parentElement?.append(driver.toasts)
    await eventually(() => shown.includes('streak'))
  })
})

describe('quiet hours', () => {
  it('also keep back celebrations of the page itself', async () => {
    const quietHours = { from: '00:00', to: '23:59', timeZone: 'UTC' }
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime('2026-03-01T12:00:00Z')
    server.preferences = { quietHours }
    const driver = await connected()
    driver.toasts.celebrate(moments.streak)
    await eventually(() => asked() === 1)
    arrive(moments.boost)
    await eventually(() => claimed() === 1)
    expect(shown).toEqual([])
    // They are over, by what the member saves.
    const { internals } = driver.toasts.inbox as { internals: InboxInternals }
    await sendPreferences(internals, { quietHours: { ...quietHours, from: '23:58' } })
    await eventually(() => {
      driver.toasts.requestUpdate()
      return driver.cards.length === 1
    })
    expect(shown).toEqual(['digest'])
  })

  it('keep every celebration back, and end with a digest', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    vi.setSystemTime('2026-03-01T06:58:00Z')
    server.preferences = { quietHours: { from: '22:00', to: '07:00', timeZone: 'UTC' } }
    const driver = await connected()
    arrive(moments.streak)
    // While the first still asks when the quiet hours are.
    await eventually(() => asked() === 1)
    arrive(moments.achievement)
    await eventually(() => claimed() === 2)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(shown).toEqual([])
    await vi.advanceTimersByTimeAsync(90_000)
    await eventually(() => driver.cards.length === 1)
    expect(shown).toEqual(['digest'])
    expect(driver.part('title')?.textContent.trim()).toBe('2 new rewards')
    expect(driver.part('message')?.textContent).toBe('1 achievement\u00a0· 1 streak')
  })
})
