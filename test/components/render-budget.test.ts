import { describe, expect, it, vi } from 'vitest'
import { ArrivalSpeech } from '../../src/components/notification-panel/speech/arrival-speech.js'
import { BellDriver } from '../support/bell-driver.js'
import { eventually } from '../support/eventually.js'
import { InboxDriver } from '../support/inbox-driver.js'
import { painted } from '../support/painted.js'
import type { PanelDriver } from '../support/panel-driver.js'
import { PIXEL } from '../support/pixel.js'
import { countFrames, countRenders } from '../support/render-counts.js'
import { serveEachTest, server } from '../support/test-server.js'

serveEachTest()

/** A burst that a member receives after a night, and one that an open panel may get. */
const LARGE_BURST = 1_000
const BURST = 100

/** The element that renders the list, inside the popover of a bell or in an inbox. */
const listOf = (driver: PanelDriver): Element => driver.find('.frame')?.parentElement as Element

/** A bell whose panel is closed, and rendered already because the page was idle. */
async function connected(attributes: readonly string[] = []): Promise<BellDriver> {
  const driver = await BellDriver.connect({ attributes })
  server.add()
  await eventually(() => driver.badge === '1' && driver.rows.length === 1)
  await eventually(() => driver.isInteractive)
  await painted()
  return driver
}

/**
 * Sends `count` frames of the protocol at once, and waits until they are painted.
 *
 * @returns The number of renderings that the frames of the browser allowed meanwhile.
 */
async function receive(driver: BellDriver | InboxDriver, count: number): Promise<number> {
  const allowed = countFrames()
  const unread = server.counts.unread + count
  server.addMany(count)
  await eventually(() => driver.element.inbox?.$counts.get().unread === unread)
  await painted()
  return allowed()
}

/** Counts the calls of functions that are too slow for each frame of the protocol. */
function countSlowCalls() {
  const spies = {
    matchMedia: vi.spyOn(window, 'matchMedia'),
    animate: vi.spyOn(Element.prototype, 'animate'),
    toLocaleString: vi.spyOn(Number.prototype, 'toLocaleString'),
    NumberFormat: vi.spyOn(Intl, 'NumberFormat'),
    PluralRules: vi.spyOn(Intl, 'PluralRules'),
    DateTimeFormat: vi.spyOn(Intl, 'DateTimeFormat'),
    RelativeTimeFormat: vi.spyOn(Intl, 'RelativeTimeFormat'),
    sort: vi.spyOn(Array.prototype, 'sort'),
  }
  return (name: keyof typeof spies) => spies[name].mock.calls.length
}

const formats = ['NumberFormat', 'PluralRules', 'DateTimeFormat', 'RelativeTimeFormat'] as const

describe.each([
  ['a thousand frames while the panel is closed', connected, LARGE_BURST],
  ['a hundred frames while the panel is open', () => BellDriver.open(), BURST],
])('a burst of %s', (_, show, count) => {
  it('renders the bell and its panel at most once for each frame of the browser', async () => {
    const driver = await show()
    const [bell, list] = [countRenders(driver.bell), countRenders(listOf(driver))]
    const allowed = await receive(driver, count)
    await eventually(() => driver.badge === '99+')
    expect(bell()).toBeGreaterThan(0)
    expect(bell()).toBeLessThanOrEqual(allowed)
    expect(list()).toBeLessThanOrEqual(allowed)
  })

  it('formats, animates and sorts the list for each rendering, not for each frame of the protocol', async () => {
    const driver = await show()
    const renders = countRenders(driver.bell)
    const calls = countSlowCalls()
    const allowed = await receive(driver, count)
    expect(calls('matchMedia')).toBeLessThanOrEqual(renders())
    expect(calls('animate')).toBeLessThanOrEqual(renders())
    // Once for the badge, and once for the name of the button.
    expect(calls('toLocaleString')).toBeLessThanOrEqual(2 * renders())
    // The panel also asks which notification is the newest, and marks the list as seen.
    expect(calls('sort')).toBeLessThanOrEqual(4 * allowed + 1)
    // A format is made once and kept: one for each length of a date.
    for (const name of formats) expect(calls(name), name).toBeLessThanOrEqual(3)
  })

  it('tells screen readers and the page at most once for each frame of the browser', async () => {
    const link = document.createElement('link')
    Object.assign(link, { rel: 'icon', href: PIXEL })
    document.head.append(link)
    const driver = await show()
    const speech = vi.spyOn(ArrivalSpeech.prototype, 'hostUpdated')
    const announcer = vi.fn()
    Object.assign(driver.bell, { titleCount: true, faviconBadge: true, appBadge: true, announcer })
    await eventually(() => speech.mock.calls.length > 0)
    await painted()
    const [title, icon] = [countChanges(titleOf(document)), countChanges(link)]
    const app = 'setAppBadge' in navigator ? vi.spyOn(navigator, 'setAppBadge') : undefined
    speech.mockClear()
    const allowed = await receive(driver, count)
    await eventually(() => document.title.startsWith('(99+) '))
    await eventually(() => icon() > 0)
    for (const number of [speech.mock.calls.length, title(), icon(), app?.mock.calls.length ?? 0])
      expect(number).toBeLessThanOrEqual(allowed)
    // The badge of the icon ends with `9+`.
    expect(icon()).toBeLessThanOrEqual(10)
    expect(announcer.mock.calls.length).toBeLessThanOrEqual(1)
    link.remove()
  })
})

it('a burst of a hundred frames renders an inbox at most once for each frame of the browser', async () => {
  server.add()
  const driver = await InboxDriver.show()
  const [inbox, list] = [countRenders(driver.element), countRenders(listOf(driver))]
  const allowed = await receive(driver, BURST)
  expect(list()).toBeGreaterThan(0)
  expect(list()).toBeLessThanOrEqual(allowed)
  expect(inbox()).toBeLessThanOrEqual(allowed)
})

/** The title element of a page, which is added if it has none. */
function titleOf(page: Document): Element {
  page.title = 'Courses'
  return page.querySelector('title') as Element
}

/** Counts the changes of an element and its text from now on. */
function countChanges(element: Element): () => number {
  let changes = 0
  const observer = new MutationObserver((records) => void (changes += records.length))
  observer.observe(element, {
    attributes: true,
    childList: true,
    characterData: true,
    subtree: true,
  })
  return () => changes + observer.takeRecords().length
}
