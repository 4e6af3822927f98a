import { html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { whenIdle } from '../../../src/internal/frames.js'
import { FakeServer } from '../../../src/testing/fake-server.js'
import { answerFrom } from '../../support/answer-from.js'
import { eventually } from '../../support/eventually.js'
import { moments, rowOf } from '../../support/moments.js'
import { painted } from '../../support/painted.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

let server: FakeServer
let servers = 0
let endpoint: string
let shown: string[]

beforeEach(() => {
  server = new FakeServer()
  shown = []
  endpoint = `https://found.example/${(servers += 1)}`
  answerFrom(server, endpoint)
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => {
  vi.restoreAllMocks()
  Reflect.deleteProperty(navigator, 'connection')
  vi.useRealTimers()
})

/** The member loads a page: an inbox of its own, with the storage of the one before. */
let pages = 0
async function loadPage(change: (driver: ToastsDriver) => void = () => {}) {
  const driver = await ToastsDriver.render(
    html`<gamification-toasts duration="keep" announcer="none"></gamification-toasts>`,
  )
  change(driver)
  driver.toasts.addEventListener('toast-show', ({ toast }) =>
    shown.push(...toast.notifications.map(({ type }) => type)),
  )
  Object.assign(driver.toasts, { endpoint, member: `page-${(pages += 1)}` })
  await eventually(() => driver.toasts.inbox?.$isReady.get() === true && server.streamCount > 0)
  return driver
}

/** Waits until the page has celebrated something that arrives: what it finds comes before that. */
async function arriveAfterAll(driver: ToastsDriver): Promise<void> {
  const before = shown.length
  // Of kinds that join no toast which is there.
  driver.toasts.celebrate(moments.boost)
  server.add(rowOf(moments.points))
  await eventually(() => shown.slice(before).includes('points.earned'))
  await eventually(() => shown.slice(before).includes('boost.earned'))
}

/** Time as toasts measure it jumps ahead. */
function skip(ms: number): void {
  const now = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms)
}

const leave = () => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
const comeBack = () =>
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))

/** Sets whether the browser is told to save data. */
function saveData(isOn: boolean): void {
  const value = { saveData: isOn }
  Object.defineProperty(navigator, 'connection', { value, configurable: true })
}

/** Waits until all that waited for an idle page has run, and what it loads is there. */
async function idle(): Promise<void> {
  await new Promise((resolve) => whenIdle(() => resolve(undefined)))
  await import('../../../src/components/gamification-toasts/toaster.js')
  await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame)
}

const claimed = (): string[] =>
  Object.entries(localStorage)
    .filter(([name]) => name.startsWith(`belfry:${endpoint}`) && name.endsWith(':shown'))
    .flatMap(([, keys]) => JSON.parse(String(keys)) as string[])

describe('a celebration in the first state of a page', () => {
  it('is shown if it is younger than a minute and no page has shown it', async () => {
    server.add(rowOf(moments.achievement))
    const driver = await loadPage()
    await eventually(() => driver.cards.length === 1)
    expect(shown).toEqual(['achievement.unlocked'])
  })

  it('is shown once, however often the page is loaded', async () => {
    server.add(rowOf(moments.achievement))
    const first = await loadPage()
    await eventually(() => first.cards.length === 1)
    first.toasts.remove()
    for (let load = 0; load < 3; load += 1) {
      const driver = await loadPage()
      await arriveAfterAll(driver)
      driver.toasts.remove()
    }
    expect(shown.filter((type) => type === 'achievement.unlocked')).toHaveLength(1)
  })

  it('is shown by one of two pages that are loaded at the same time', async () => {
    server.add(rowOf(moments.achievement))
    const both = await Promise.all([loadPage(), loadPage()])
    await arriveAfterAll(both[0])
    expect(shown.filter((type) => type === 'achievement.unlocked')).toHaveLength(1)
  })

  it.each<[string, () => void]>([
    [
      'is older than a minute',
      () => {
        const createdAt = new Date(Date.now() - 61_000).toISOString()
        server.add({ ...rowOf(moments.achievement), createdAt })
      },
    ],
    ['was read', () => server.add({ ...rowOf(moments.achievement), readPos: 1 })],
    ['was removed', () => server.add({ ...rowOf(moments.achievement), gonePos: 1 })],
    [
      'is of a category that the member has muted',
      () => {
        server.preferences = { categories: { gamification: { toast: false } } }
        server.add(rowOf(moments.achievement))
      },
    ],
    ['has no toast', () => server.add({ createdAt: new Date().toISOString() })],
  ])('is not shown if it %s', async (_, prepare) => {
    prepare()
    const driver = await loadPage()
    driver.toasts.celebrate({ type: 'own', title: 'After all' })
    await eventually(() => shown.includes('own'))
    expect(shown).toEqual(['own'])
    expect(claimed()).toEqual([])
  })

  it('is not shown if the page or the platform celebrates nothing', async () => {
    server.add(rowOf(moments.achievement))
    const off = await loadPage(({ toasts }) => (toasts.gamification = 'off'))
    await off.toasts.updateComplete
    off.toasts.remove()
    server.decide({ gamification: false })
    const never = await loadPage()
    await never.toasts.updateComplete
    expect(claimed()).toEqual([])
    never.toasts.remove()
    // Nothing was taken from the pages that do.
    server.decide({ gamification: true })
    const driver = await loadPage()
    await eventually(() => driver.cards.length === 1)
  })

  it('has the code of toasts loaded only if there is one, for a member who saves data', async () => {
    saveData(true)
    server.add({ createdAt: new Date().toISOString() })
    const driver = await loadPage()
    await painted()
    expect(driver.region).toBeNull()
    server.add(rowOf(moments.achievement))
    await eventually(() => driver.cards.length === 1)
  })

  it('has the code of toasts loaded ahead of the first one, unless the platform has none', async () => {
    server.decide({ gamification: false })
    const never = await ToastsDriver.render(
      html`<gamification-toasts endpoint=${endpoint} member="never"></gamification-toasts>`,
    )
    await eventually(() => never.toasts.inbox?.$isReady.get() === true)
    await idle()
    expect(never.region).toBeNull()
    server.decide({ gamification: true })
    const driver = await loadPage()
    await eventually(() => driver.region !== null)
    expect(driver.cards).toEqual([])
  })
})

describe('a page that is left', () => {
  it('gives back a celebration that was shown for less than a second', async () => {
    const driver = await loadPage()
    server.add(rowOf(moments.achievement))
    await eventually(() => driver.cards.length === 1)
    leave()
    expect(claimed()).toEqual([])
    await eventually(() => driver.cards.length === 0)
    const next = await loadPage()
    await eventually(() => next.cards.length === 1)
    // The page that was left comes back from the browser's cache: the other has shown it.
    comeBack()
    await arriveAfterAll(next)
    expect(shown.filter((type) => type === 'achievement.unlocked')).toHaveLength(2)
    expect(driver.cards.map(({ className }) => className)).not.toContain('achievement')
  })

  it('gives back a celebration that waited behind others', async () => {
    const driver = await loadPage(({ toasts }) => (toasts.maxVisible = 1))
    server.add(rowOf(moments.achievement))
    await eventually(() => driver.cards.length === 1)
    server.add(rowOf(moments.streak))
    await eventually(() => claimed().length === 2)
    skip(1_001)
    leave()
    expect(claimed()).toHaveLength(1)
    const next = await loadPage()
    await eventually(() => next.cards.length === 1)
    expect(shown).toEqual(['achievement.unlocked', 'streak.milestone'])
  })

  it('keeps a celebration that was shown for a second', async () => {
    const driver = await loadPage()
    server.add(rowOf(moments.achievement))
    await eventually(() => driver.cards.length === 1)
    skip(1_001)
    leave()
    expect(claimed()).toHaveLength(1)
    expect(driver.cards).toHaveLength(1)
  })

  it('celebrates again what it gave back, if it returns before another page has shown it', async () => {
    const driver = await loadPage()
    server.add(rowOf(moments.achievement))
    await eventually(() => driver.cards.length === 1)
    leave()
    await eventually(() => driver.cards.length === 0)
    comeBack()
    await eventually(() => driver.cards.length === 1)
    expect(claimed()).toHaveLength(1)
  })

  it('keeps celebrations of its own, which are in no inbox', async () => {
    const driver = await loadPage()
    driver.toasts.celebrate({ type: 'own', title: 'Ours' })
    await eventually(() => driver.cards.length === 1)
    leave()
    comeBack()
    await arriveAfterAll(driver)
    expect(driver.cards.filter(({ textContent }) => textContent.includes('Ours'))).toHaveLength(1)
    expect(shown.filter((type) => type === 'own')).toHaveLength(1)
  })
})
