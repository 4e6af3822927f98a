import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { InboxInternals } from '../../../src/client/create-inbox.js'
import { preferencesChannel } from '../../../src/client/preferences/preferences.js'
import type { Preferences } from '../../../src/protocol/preferences.js'
import { savePreferences } from '../../../src/client/preferences/save-preferences.js'
import type { GamificationToasts } from '../../../src/components/gamification-toasts/gamification-toasts.js'
import type { Moment } from '../../../src/components/gamification-toasts/toast.js'
import { FakeServer } from '../../../src/testing/fake-server.js'
import { cards, eventually, moments, rowOf, within } from '../../support/toasts.js'

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

async function connecting(): Promise<GamificationToasts> {
  const endpoint = `https://quiet.example/${(servers += 1)}`
  const toasts = await fixture<GamificationToasts>(
    html`<gamification-toasts endpoint=${endpoint} duration="keep"></gamification-toasts>`,
  )
  toasts.addEventListener('toast-show', ({ toast }) => shown.push(toast.kind))
  toasts.addEventListener('toast-dismiss', ({ reason }) => reasons.push(reason))
  return toasts
}

async function connected(): Promise<GamificationToasts> {
  const toasts = await connecting()
  await eventually(() => server.streamCount > 0)
  return toasts
}

const asked = (): number =>
  vi.mocked(fetch).mock.calls.filter(([input]) => new Request(input).url.includes('/preferences'))
    .length

const arrive = (moment: Moment) => server.add(rowOf(moment))

/** Shows what is celebrated with the addon on: whatever had waited would come with it. */
async function switchOn(toasts: GamificationToasts): Promise<void> {
  server.decide({ gamification: true })
  arrive(moments.points)
  await eventually(() => cards(toasts).length > 0)
}

/** How many celebrations this page took upon itself to show. */
const claimed = (): number =>
  Object.entries(localStorage)
    .filter(([name]) => name.endsWith(':shown'))
    .reduce((sum, [, keys]) => sum + (JSON.parse(String(keys)) as unknown[]).length, 0)

describe('the platform’s gamification addon', () => {
  it('removes shown and waiting toasts for good when it is switched off', async () => {
    const toasts = await connected()
    toasts.maxVisible = 1
    arrive(moments.boost)
    await eventually(() => cards(toasts).length === 1)
    arrive(moments.streak)
    toasts.celebrate(moments.achievement)
    await eventually(() => claimed() === 2)
    server.decide({ gamification: false })
    await eventually(() => within(toasts, '.toast') === null)
    expect(reasons).toEqual(['off'])
    await switchOn(toasts)
    expect(shown).toEqual(['boost', 'points'])
  })

  it('lets no toast come while it is off from the start', async () => {
    server.decide({ gamification: false })
    const toasts = await connected()
    arrive(moments.streak)
    toasts.celebrate(moments.achievement)
    await eventually(() => claimed() === 1)
    await switchOn(toasts)
    expect(shown).toEqual(['points'])
  })

  it.each([
    [false, ['points']],
    [true, ['streak', 'points']],
  ])('is known before the first celebration is shown (%s)', async (gamification, kinds) => {
    server.decide({ gamification })
    let answer = (): void => {}
    open = new Promise((resolve) => (answer = resolve))
    const toasts = await connecting()
    toasts.celebrate(moments.streak)
    await eventually(() => within(toasts, '.region') !== null)
    await toasts.updateComplete
    expect(shown).toEqual([])
    answer()
    await eventually(() => toasts.inbox?.$status.get() === 'live')
    if (gamification) await eventually(() => cards(toasts).length === 1)
    else {
      // A row that arrives is decided after the moment of the page.
      arrive(moments.boost)
      await eventually(() => claimed() === 1)
    }
    await switchOn(toasts)
    await eventually(() => shown.includes('points'))
    expect(shown).toEqual(kinds)
  })
})

describe('preferences that are saved on the page', () => {
  /** Saves a change, and waits until the page's elements have heard of it. */
  async function prefer(toasts: GamificationToasts, change: Preferences): Promise<void> {
    const internals = toasts.inbox?.internals as InboxInternals
    const channel = new BroadcastChannel(preferencesChannel(internals))
    const heard = new Promise((resolve) => (channel.onmessage = resolve))
    await savePreferences(internals, change)
    await heard
    channel.close()
  }

  it('apply to the next celebration', async () => {
    server.preferences = {}
    const toasts = await connected()
    arrive(moments.points)
    await eventually(() => cards(toasts).length === 1)
    await prefer(toasts, { categories: { gamification: { toast: false } } })
    arrive(moments.streak)
    await eventually(() => server.counts.unread === 2 && toasts.inbox?.$counts.get().unread === 2)
    await prefer(toasts, { categories: { gamification: { toast: true } } })
    arrive(moments.boost)
    await eventually(() => cards(toasts).length === 2)
    expect(shown).toEqual(['points', 'boost'])
    expect(asked()).toBe(3)
  })

  it('apply also if an older answer arrives after them', async () => {
    server.preferences = { categories: { gamification: { toast: false } } }
    const toasts = await connected()
    let deliver = (): void => undefined
    const delivered = new Promise<void>((resolve) => (deliver = resolve))
    vi.mocked(fetch).mockImplementationOnce(async (input, init) => {
      const answer = await server.fetch(input, init)
      await delivered
      return answer
    })
    arrive(moments.points)
    await eventually(() => asked() === 1)
    await prefer(toasts, { categories: { gamification: { toast: true } } })
    deliver()
    await eventually(() => cards(toasts).length === 1)
    expect(shown).toEqual(['points'])
  })
})

describe('a hidden tab', () => {
  it('keeps a celebration until the tab is visible, even for an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const toasts = await connected()
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
    await eventually(() => cards(toasts).length === 1)
  })
})

describe('a celebration of the page itself', () => {
  it('survives a move of the toasts while the preferences are requested', async () => {
    server.preferences = {}
    const toasts = await connected()
    let answer = (): void => {}
    open = new Promise((resolve) => (answer = resolve))
    toasts.celebrate(moments.streak)
    await eventually(() => asked() === 1)
    const { parentElement } = toasts
    toasts.remove()
    answer()
    await open
    parentElement?.append(toasts)
    await eventually(() => shown.includes('streak'))
  })
})

describe('quiet hours', () => {
  it('also keep back celebrations of the page itself', async () => {
    const quietHours = { from: '00:00', to: '23:59', timeZone: 'UTC' }
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime('2026-03-01T12:00:00Z')
    server.preferences = { quietHours }
    const toasts = await connected()
    toasts.celebrate(moments.streak)
    await eventually(() => asked() === 1)
    arrive(moments.boost)
    await eventually(() => claimed() === 1)
    expect(shown).toEqual([])
    // They are over, by what the member saves.
    const { internals } = toasts.inbox as { internals: InboxInternals }
    await savePreferences(internals, { quietHours: { ...quietHours, from: '23:58' } })
    await eventually(() => {
      toasts.requestUpdate()
      return cards(toasts).length === 1
    })
    expect(shown).toEqual(['digest'])
  })

  it('keep every celebration back, and end with a digest', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    vi.setSystemTime('2026-03-01T06:58:00Z')
    server.preferences = { quietHours: { from: '22:00', to: '07:00', timeZone: 'UTC' } }
    const toasts = await connected()
    arrive(moments.streak)
    // While the first still asks when the quiet hours are.
    await eventually(() => asked() === 1)
    arrive(moments.achievement)
    await eventually(() => claimed() === 2)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(shown).toEqual([])
    await vi.advanceTimersByTimeAsync(90_000)
    await eventually(() => cards(toasts).length === 1)
    expect(shown).toEqual(['digest'])
    expect(within(toasts, '[part=title]')?.textContent.trim()).toBe('2 new rewards')
    expect(within(toasts, '[part=message]')?.textContent).toBe('1 achievement\u00a0· 1 streak')
  })
})
