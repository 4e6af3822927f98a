import { describe, expect, it } from 'vitest'
import { BellDriver } from '../support/bell-driver.js'
import { eventually } from '../support/eventually.js'
import { InboxDriver } from '../support/inbox-driver.js'
import { noteLayoutReads, type LayoutRead } from '../support/layout-reads.js'
import { painted } from '../support/painted.js'
import { countRenders } from '../support/render-counts.js'
import { serveEachTest, server } from '../support/test-server.js'

serveEachTest()

/** WebKit has neither scroll anchoring nor popovers that the style sheet can place. */
const isWebKit = !CSS.supports('overflow-anchor', 'auto')

const whileRendering = (reads: readonly LayoutRead[]): string[] =>
  reads.filter(({ isRendering }) => isRendering).map(({ name }) => name)
const betweenRenderings = (reads: readonly LayoutRead[]): string[] =>
  reads.filter(({ isRendering }) => !isRendering).map(({ name }) => name)

/** The reads that are allowed once for each rendering of the list, with the reason. */
const allowed = {
  /** While a list renders: the code in place of scroll anchoring asks whether it is scrolled. */
  ofList: isWebKit ? ['scrollTop'] : [],
  /** While an inbox renders: it follows the zoom of the page. A popover does so when it opens. */
  ofInbox: isWebKit ? ['scrollTop'] : ['currentCSSZoom'],
  /** Later: the code for screen readers asks whether a text is shown, once in 300 ms at most. */
  ofSpeech: ['checkVisibility'],
}

/** Expects at most `most` reads of each of the `allowed` names, and no other read. */
function expectAtMost(most: number, allowed: readonly string[], found: readonly string[]): void {
  expect(found.filter((name) => !allowed.includes(name))).toEqual([])
  for (const name of allowed)
    expect(found.filter((one) => one === name).length, name).toBeLessThanOrEqual(most)
}

const listOf = (driver: BellDriver | InboxDriver): Element =>
  driver.find('.frame')?.parentElement as Element

/** Sends a hundred notifications at once, and waits until they are painted. */
async function receiveBurst(driver: BellDriver | InboxDriver): Promise<void> {
  const unread = server.counts.unread + 100
  server.addMany(100)
  await eventually(() => driver.element.inbox?.$counts.get().unread === unread)
  await painted()
}

describe('a bell that is opened', () => {
  it('reads no layout while it renders, and before that the zoom of its button alone', async () => {
    server.addMany(30)
    const driver = await BellDriver.connect()
    await eventually(() => driver.rows.length > 0)
    const renders = countRenders(listOf(driver))
    const reads = noteLayoutReads()
    driver.button.click()
    await eventually(() => driver.bell.open && driver.part('heading') === driver.focused)
    await eventually(() => driver.rows.length === 30)
    await painted()
    expect(renders()).toBeGreaterThan(0)
    expectAtMost(renders(), allowed.ofList, whileRendering(reads))
    // In WebKit, Floating UI measures the panel and its button after the rendering.
    if (!isWebKit) expect(betweenRenderings(reads)).toEqual(['currentCSSZoom'])
  })

  it('reads no layout while its panel is rendered for the first time', async () => {
    server.addMany(30)
    const driver = await BellDriver.connect()
    const reads = noteLayoutReads()
    driver.button.click()
    await eventually(() => driver.rows.length === 30)
    const renders = countRenders(listOf(driver))
    await painted()
    // The panel was rendered twice at most before the test could count. The zoom is read when the
    // bell renders the panel into its popover, and when the popover opens.
    expectAtMost(renders() + 2, [...allowed.ofList, 'currentCSSZoom'], whileRendering(reads))
  })
})

describe('a burst of notifications', () => {
  it('lets an open bell read no layout while it renders, and hardly any after', async () => {
    server.add()
    const driver = await BellDriver.open()
    const renders = countRenders(listOf(driver))
    const reads = noteLayoutReads()
    await receiveBurst(driver)
    expect(renders()).toBeGreaterThan(0)
    expectAtMost(renders(), allowed.ofList, whileRendering(reads))
    expectAtMost(renders(), allowed.ofSpeech, betweenRenderings(reads))
  })

  it('lets an inbox read its zoom once for each rendering', async () => {
    server.add()
    const driver = await InboxDriver.show()
    const renders = countRenders(listOf(driver))
    const reads = noteLayoutReads()
    await receiveBurst(driver)
    expect(renders()).toBeGreaterThan(0)
    expectAtMost(renders(), allowed.ofInbox, whileRendering(reads))
    expectAtMost(renders(), allowed.ofSpeech, betweenRenderings(reads))
  })

  it('lets a closed bell read its colour once for each number on the icon of the page', async () => {
    server.add()
    const driver = await BellDriver.connect({ attributes: ['title-count', 'favicon-badge'] })
    await eventually(() => document.title.startsWith('(1) '))
    await eventually(() => driver.rows.length === 1)
    const reads = noteLayoutReads()
    await receiveBurst(driver)
    const colours = reads.filter(({ name }) => name === 'getComputedStyle')
    // `2` to `9`, and `9+`.
    expect(colours.length).toBeLessThanOrEqual(9)
    expect(whileRendering(reads.filter((read) => !colours.includes(read)))).toEqual([])
  })
})
