import { describe, expect, it, vi } from 'vitest'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { InboxDriver } from '../../../support/inbox-driver.js'
import { painted } from '../../../support/painted.js'
import type { PanelDriver } from '../../../support/panel-driver.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

// Scrolling through a long list takes many frames, which WebKit renders slowly.
vi.setConfig({ testTimeout: 60_000 })

/** Rows of two heights, because a page must keep the height of its own rows. */
function addRows(count: number): void {
  for (let n = 0; n < count; n += 1) {
    const message = n % 3 === 0 ? 'A message on two lines. '.repeat(8) : ''
    server.add({ content: { type: 'lesson.published', title: `Lesson ${n}`, message } })
  }
}

type LongDriver = BellDriver | InboxDriver

const bodyOf = (driver: PanelDriver) => driver.find('.body') as HTMLElement

/** Opens a bell whose list has `count` rows, of which all are loaded and shown. */
async function openLong(count: number): Promise<BellDriver> {
  addRows(count)
  const driver = await BellDriver.open()
  await showAll(driver, count)
  bodyOf(driver).scrollTop = 0
  await eventually(() => driver.rows.length <= 240)
  await painted()
  return driver
}

/** Presses "Load older" until all of `count` rows are shown. */
async function showAll(driver: LongDriver, count: number): Promise<void> {
  await eventually(() => {
    driver.part('load-older')?.click()
    return idsOf(driver).length === count && driver.part('load-older') === null
  })
  await eventually(() => idOf(driver.rows.at(-1)) === idsOf(driver).at(-1))
  await painted()
}

/** Scrolls from top to bottom in small steps, and calls `look` after each. */
async function scrollThrough(
  driver: PanelDriver,
  look = async (): Promise<void> => {},
): Promise<void> {
  const body = bodyOf(driver)
  body.scrollTop = 0
  for (let former = -1; body.scrollTop > former; body.scrollTop += 0.8 * body.clientHeight) {
    former = body.scrollTop
    await painted()
    await look()
  }
}

/** Scrolls the list to a share of its height, and waits until rows are in sight there. */
async function scrollToShare(driver: PanelDriver, share: number): Promise<void> {
  const body = bodyOf(driver)
  body.scrollTop = (body.scrollHeight - body.clientHeight) * share
  await eventually(() => rowsInSight(driver).length > 3)
  await painted()
}

/** The rows that are in sight, from top to bottom. */
function rowsInSight(driver: PanelDriver): HTMLElement[] {
  const { top, bottom } = bodyOf(driver).getBoundingClientRect()
  return driver.rows.filter((row) => {
    const box = row.getBoundingClientRect()
    return box.bottom > top && box.top < bottom
  })
}

const linkOf = (row: Element | undefined) => row?.querySelector<HTMLElement>('.link')
const idOf = (row: HTMLElement | undefined) => row?.dataset['id']
const idsOf = (driver: LongDriver) =>
  (driver.element.inbox?.$notifications.get() ?? []).map(({ id }) => id)

/** The number that screen readers give each rendered row, by its id. */
const places = (driver: PanelDriver) =>
  new Map(driver.rows.map((row) => [idOf(row), Number(row.getAttribute('aria-posinset'))]))

const sizes = (driver: PanelDriver) =>
  new Set(driver.rows.map((row) => row.getAttribute('aria-setsize')))

function expectRightPlaces(driver: BellDriver): void {
  const ids = idsOf(driver)
  for (const [id, place] of places(driver)) expect(ids[place - 1]).toBe(id)
}

describe('a long list', () => {
  it('renders the rows near the part in sight, from top to bottom', async () => {
    const driver = await openLong(600)
    let most = 0
    await scrollThrough(driver, async () => {
      most = Math.max(most, driver.rows.length)
      await eventually(() => rowsInSight(driver).length > 3)
    })
    expect(most).toBeLessThanOrEqual(300)
    expect(driver.rows.at(-1)?.textContent).toContain('Lesson 0')
  })

  it('keeps its height and its place while pages are left out and rendered again', async () => {
    const driver = await openLong(410)
    const body = bodyOf(driver)
    // Rows have their real heights once they were in sight.
    await scrollThrough(driver)
    const height = body.scrollHeight
    for (const share of [0.5, 0, 0.3, 1, 0.6, 0.1]) {
      await scrollToShare(driver, share)
      expect(Math.abs(body.scrollHeight - height), `${share}`).toBeLessThan(40)
    }
    await scrollToShare(driver, 0.5)
    const [first] = rowsInSight(driver)
    const top = first?.getBoundingClientRect().top ?? 0
    body.scrollTop += 3_000
    await painted()
    body.scrollTop -= 3_000
    await painted()
    expect(Math.abs((first?.getBoundingClientRect().top ?? 0) - top)).toBeLessThan(40)
  })

  it('has no rows without a height, and no height without rows, when it becomes short', async () => {
    const driver = await openLong(410)
    await scrollToShare(driver, 1)
    for (const id of idsOf(driver).slice(100, 250)) driver.bell.inbox?.remove(id)
    await eventually(() => driver.rows.length === 260)
    await painted()
    for (const page of driver.findAll('.list-page')) {
      const last = page.lastElementChild?.getBoundingClientRect().bottom ?? 0
      expect(Math.abs(page.getBoundingClientRect().bottom - last)).toBeLessThan(1)
    }
    expect(sizes(driver)).toEqual(new Set([null]))
  })

  it('renders the row with the focus and the rows beside it, however far they are', async () => {
    const driver = await openLong(410)
    const page = driver.findAll('.list-page')[3]
    page?.scrollIntoView({ block: 'end' })
    await eventually(() => page?.lastElementChild)
    await painted()
    const row = page?.lastElementChild as HTMLElement
    linkOf(row)?.focus()
    await scrollToShare(driver, 0)
    await scrollToShare(driver, 1)
    expect(driver.focused).toBe(linkOf(row))
    const place = places(driver).get(idOf(row)) ?? 0
    for (let next = place + 1; next < place + 70; next += 1) {
      driver.press('ArrowDown')
      const focused = driver.focused?.closest<HTMLElement>('.row') ?? undefined
      expect(places(driver).get(idOf(focused))).toBe(next)
      if (next % 10 === 0) await painted()
    }
  })

  it('leaves a far page out after the focus has left it', async () => {
    const driver = await openLong(410)
    await scrollToShare(driver, 0.5)
    const [row] = rowsInSight(driver)
    linkOf(row)?.focus()
    await scrollToShare(driver, 0)
    expect(row?.isConnected).toBe(true)
    driver.part('heading')?.focus()
    await scrollToShare(driver, 1)
    await eventually(() => row?.isConnected === false)
  })

  it('is reached at both ends with Home and End', async () => {
    const driver = await openLong(410)
    await scrollToShare(driver, 0.5)
    linkOf(rowsInSight(driver)[0])?.focus()
    driver.press('Home')
    expect(idOf(driver.focused?.closest<HTMLElement>('.row') ?? undefined)).toBe(idsOf(driver)[0])
    driver.press('End')
    expect(idOf(driver.focused?.closest<HTMLElement>('.row') ?? undefined)).toBe(
      idsOf(driver).at(-1),
    )
  })

  it('tells screen readers the place of each row, and the size if it is known', async () => {
    addRows(410)
    const driver = await BellDriver.open()
    expect(sizes(driver)).toEqual(new Set([null]))
    await eventually(() => {
      if (idsOf(driver).length < 330) driver.part('load-older')?.click()
      return sizes(driver).has('-1')
    })
    expectRightPlaces(driver)
    await showAll(driver, 410)
    expect(sizes(driver)).toEqual(new Set(['410']))
    for (const share of [0, 0.4, 1]) {
      await scrollToShare(driver, share)
      expectRightPlaces(driver)
    }
  })

  it('counts the rows of each day from 1', async () => {
    const midnight = new Date().setHours(0, 0, 0, 0)
    for (let n = 0; n < 200; n += 1) server.add()
    for (let n = 0; n < 150; n += 1) server.add({ createdAt: new Date(midnight + n).toISOString() })
    const driver = await BellDriver.open()
    await showAll(driver, 350)
    const [today, earlier] = driver.findAll('[role=list]')
    expect(today?.querySelector('.row')?.getAttribute('aria-posinset')).toBe('1')
    expect(today?.querySelector('.row')?.getAttribute('aria-setsize')).toBe('150')
    const last = driver.rows.at(-1)
    expect(last?.closest('[role=list]')).toBe(earlier)
    expect(last?.getAttribute('aria-posinset')).toBe('200')
    expect(last?.getAttribute('aria-setsize')).toBe('200')
  })
})

describe('a row that arrives above a long list', () => {
  it('moves no row to another page, and counts at once', async () => {
    const driver = await openLong(410)
    const before = driver.rows.slice(0, 60)
    const pages = before.map((row) => row.parentElement)
    addRows(1)
    await eventually(() => driver.rows[0] !== before[0])
    await painted()
    expect(driver.rows.slice(1, 61)).toEqual(before)
    expect(before.map((row) => row.parentElement)).toEqual(pages)
    expectRightPlaces(driver)
    expect(sizes(driver)).toEqual(new Set(['411']))
    await scrollToShare(driver, 0.5)
    expectRightPlaces(driver)
  })

  it('moves nothing while the member reads further below', async () => {
    const driver = await openLong(410)
    await scrollToShare(driver, 0.5)
    const [row] = rowsInSight(driver)
    const top = row?.getBoundingClientRect().top
    addRows(5)
    await eventually(() => driver.part('new') !== null)
    await painted()
    expect(rowsInSight(driver)[0]).toBe(row)
    expect(Math.abs((row?.getBoundingClientRect().top ?? 0) - (top ?? 0))).toBeLessThan(2)
  })
})

describe('a row that is removed from a page that is left out', () => {
  it('moves no row to another page', async () => {
    const driver = await openLong(410)
    await scrollToShare(driver, 0.6)
    const rows = rowsInSight(driver)
    const pages = rows.map((row) => row.parentElement)
    const gone = idsOf(driver).find(
      (id, index) => index > 60 && !driver.rows.some((row) => idOf(row) === id),
    )
    driver.bell.inbox?.remove(gone ?? '')
    await eventually(() => sizes(driver).has('409'))
    expect(rows.map((row) => row.parentElement)).toEqual(pages)
    expectRightPlaces(driver)
  })
})

describe('a long list in a magnified bell', () => {
  it('keeps the heights of its pages', async () => {
    addRows(360)
    const driver = await BellDriver.open()
    driver.bell.style.zoom = '2'
    await showAll(driver, 360)
    await scrollThrough(driver)
    // Each page has as many rows of either height as the others. Twice the height would be 4,000 more.
    const heights = driver.findAll('.list-page').map(({ offsetHeight }) => offsetHeight)
    expect(heights).toHaveLength(6)
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(1_000)
  })
})

describe('a long list in an inbox', () => {
  it('is a list without frames around its pages, of which few are rendered', async () => {
    addRows(410)
    const driver = await InboxDriver.show()
    await showAll(driver, 410)
    await eventually(() => driver.rows.length < 300)
    for (const page of driver.findAll('.list-page'))
      expect(getComputedStyle(page).borderBlockStartWidth).toBe('0px')
    scrollTo(0, 0)
    await painted()
    expect(rowsInSight(driver).length).toBeGreaterThan(3)
  })
})

describe('a list that opens again', () => {
  it('begins with its first rows, rendered whole', async () => {
    const driver = await openLong(410)
    await scrollToShare(driver, 0.5)
    driver.bell.hide()
    await eventually(() => !driver.isOpen)
    await painted()
    driver.bell.show()
    await eventually(() => driver.rows.length === 30)
    await painted()
    const heights = driver.findAll('.list-page').map(({ style }) => style.blockSize)
    expect(new Set(heights)).toEqual(new Set(['']))
  })
})
