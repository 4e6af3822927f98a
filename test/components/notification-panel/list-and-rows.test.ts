import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { NotificationActionEvent } from '../../../src/components/notification-panel/row/notification-row.events.js'
import { example, ownType } from '../../../src/testing/fixtures.js'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { expectAccessible } from '../../support/expect-accessible.js'
import { serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

/** The texts of the filters, with their counts for the eye and for a screen reader. */
const filterNames = (driver: BellDriver) =>
  driver.parts('filter').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
/** Noon of a day in the past, as ISO 8601. */
const daysAgo = (days: number) => {
  const date = new Date()
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days, 12).toISOString()
}
/** The notification ids of the rows, from top to bottom. */
const ids = (driver: BellDriver) => driver.rows.map(({ dataset }) => dataset['id'])

describe('the list', () => {
  it('groups its rows under a heading for each day', async () => {
    for (const days of [400, 1, 1, 0]) server.add({ createdAt: daysAgo(days) })
    const driver = await BellDriver.open()
    const days = driver.parts('day').map(({ textContent }) => textContent?.trim())
    expect(days).toEqual(['Today', 'Yesterday', 'Earlier'])
    const lists = driver.findAll('[role=list]')
    expect(lists.map((list) => list.querySelectorAll('[part=row]').length)).toEqual([1, 2, 1])
    expect(lists[1]?.getAttribute('aria-labelledby')).toBe(driver.parts('day')[1]?.id)
    await expectAccessible(driver.bell)
  })

  it('is grouped again at midnight, while it is open', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    vi.setSystemTime(new Date(2026, 2, 4, 23, 58))
    server.add({ createdAt: new Date(2026, 2, 4, 9, 15).toISOString() })
    const driver = await BellDriver.open()
    const days = () => driver.parts('day').map(({ textContent }) => textContent?.trim())
    expect(days()).toEqual(['Today'])
    await vi.advanceTimersByTimeAsync(3 * 60_000)
    await eventually(() => days()[0] === 'Yesterday')
    expect(days()).toEqual(['Yesterday'])
  })

  it('does not squeeze the filters above it, however long it is', async () => {
    server.addMany(30)
    const driver = await BellDriver.open()
    for (const filter of driver.parts('filter'))
      expect(filter.scrollHeight).toBeLessThanOrEqual(filter.clientHeight)
    const bar = driver.part('filters') as HTMLElement
    expect(bar.scrollHeight).toBe(bar.clientHeight)
  })

  it('renders only the row that changes', async () => {
    server.addMany(30)
    const driver = await BellDriver.open()
    const changed = new Set<Element | null>()
    const observer = new MutationObserver((records) => {
      for (const { target } of records)
        changed.add(
          (target instanceof Element ? target : target.parentElement)?.closest('.row') ?? null,
        )
    })
    const list = driver.part('list') as HTMLElement
    observer.observe(list, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    })
    driver.tool(3, 'toggle-read')?.click()
    await eventually(() => driver.badge === '29' && server.counts.unread === 29)
    await driver.bell.updateComplete
    expect([...changed]).toEqual([driver.rows[3]])
    observer.disconnect()
  })
})

describe('the filters', () => {
  it('scroll until the chosen filter is in view', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    const bar = driver.part('filters') as HTMLElement
    const isInView = (filter: Element | undefined) => {
      const [inner, outer] = [filter, bar].map((one) => one?.getBoundingClientRect())
      return (inner?.right ?? Infinity) <= (outer?.right ?? 0)
    }
    expect(isInView(driver.parts('filter').at(-1))).toBe(false)
    driver.chooseFilter('Rewards')
    await eventually(() => isInView(driver.parts('filter').at(-1)))
  })

  it('list all, unread and each category, with their unread counts', async () => {
    server.add({ content: example('points.earned') })
    server.add({ content: example('comment.replied') })
    server.add({ content: example('comment.created') })
    const read = server.add({ content: example('exam.graded') })
    server.add({ content: ownType, category: 'ranking' })
    const driver = await BellDriver.open()
    driver.tool(ids(driver).indexOf(read.id), 'toggle-read')?.click()
    await eventually(() => driver.badge === '4')
    expect(filterNames(driver)).toEqual([
      'All 4All, 4 unread',
      'Unread 4Unread, 4 unread',
      'Learning',
      'Interaction 2Interaction, 2 unread',
      'Rewards 1Rewards, 1 unread',
      'System 1System, 1 unread',
    ])
    driver.chooseFilter('Interaction')
    await eventually(() => driver.rows.length === 2)
    driver.chooseFilter('Unread')
    await eventually(() => driver.rows.length === 4)
    expect(driver.parts('filter').map((filter) => filter.ariaPressed)).toContain('true')
    await expectAccessible(driver.bell)
  })

  it('offer a way back to all rows when the chosen filter leaves none', async () => {
    server.add({ content: example('exam.graded') })
    const driver = await BellDriver.open()
    driver.chooseFilter('Rewards')
    await eventually(() => driver.find('.notice') !== null)
    expect(driver.find('.notice')?.textContent).toContain('Nothing to show here')
    await expectAccessible(driver.bell)
    driver.part('show-all')?.click()
    await eventually(() => driver.rows.length === 1)
  })

  it('limit "Mark all as read" to the chosen category', async () => {
    server.add({ content: example('exam.graded') })
    server.add({ content: example('points.earned') })
    const driver = await BellDriver.open()
    driver.chooseFilter('Rewards')
    driver.part('mark-all')?.click()
    await eventually(() => driver.badge === '1' && server.counts.unread === 1)
    driver.chooseFilter('Learning')
    await eventually(() => driver.rows[0]?.classList.contains('unread') === true)
  })
})

describe('a chosen category', () => {
  it('limits "Clear all" to its notifications', async () => {
    server.add({ content: example('exam.graded') })
    server.add({ content: example('points.earned') })
    const driver = await BellDriver.open()
    driver.chooseFilter('Rewards')
    driver.part('clear-all')?.click()
    await eventually(() => server.requests.length > 0 && driver.rows.length === 0)
    driver.chooseFilter('All')
    await eventually(() => driver.rows.length === 1)
    expect(driver.titles).toEqual([example('exam.graded').title])
    await eventually(() => server.counts.unread === 1)
    expect(server.counts.unreadByCategory).toEqual({ learning: 1 })
  })
})

describe('a row', () => {
  it('is marked as read and as unread by its button', async () => {
    server.add()
    const driver = await BellDriver.open()
    expect(driver.tool(0, 'toggle-read')?.ariaLabel).toMatch(
      /^Mark as read: \u2068New lesson.*\u2069$/,
    )
    driver.tool(0, 'toggle-read')?.click()
    await eventually(() => driver.badge === undefined)
    expect(driver.tool(0, 'toggle-read')?.ariaLabel).toMatch(/^Mark as unread: /)
    driver.tool(0, 'toggle-read')?.click()
    await eventually(() => driver.badge === '1')
    await expectAccessible(driver.bell)
  })

  it('is removed by its button, passes the focus to the next row, and returns with "Undo"', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    const [, second, third] = ids(driver)
    driver.tool(1, 'remove')?.focus()
    driver.tool(1, 'remove')?.click()
    await eventually(() => driver.rows.length === 2)
    await eventually(() => driver.focused?.closest<HTMLElement>('.row')?.dataset['id'] === third)
    driver.tool(1, 'remove')?.focus()
    driver.tool(1, 'remove')?.click()
    await eventually(() => driver.rows.length === 1)
    await eventually(() => driver.focused?.closest('.row') === driver.rows[0])
    driver.part('undo-button')?.click()
    await eventually(() => ids(driver).includes(third))
    expect(ids(driver)).not.toContain(second)
  })

  it('passes the focus to the heading when it is removed as the last', async () => {
    server.add()
    const driver = await BellDriver.open()
    driver.tool(0, 'remove')?.focus()
    driver.tool(0, 'remove')?.click()
    await eventually(() => driver.find('.notice') !== null)
    await eventually(() => driver.focused === driver.part('heading'))
    expect(driver.find('.notice')?.textContent).toContain('You’re all caught up')
  })

  it('has its buttons in the tab order only while it contains the focus', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    const reachable = () => driver.findAll('.tool').map(({ tabIndex }) => tabIndex)
    expect(reachable()).toEqual([-1, -1, -1, -1, -1, -1, -1, -1, -1])
    driver.link(1)?.focus()
    expect(reachable()).toEqual([-1, -1, -1, 0, 0, 0, -1, -1, -1])
    driver.link(2)?.focus()
    expect(reachable()).toEqual([-1, -1, -1, -1, -1, -1, 0, 0, 0])
  })

  it('offers secondary actions as links, and fires notification-action for the chosen one', async () => {
    const secondaryActions = [
      { id: 'sign', label: 'Sign now', url: '/documents/7/sign' },
      { id: 'evil', label: 'Evil', url: 'javascript:alert(1)' },
    ]
    server.add({ content: { ...example('document.published'), secondaryActions } })
    const driver = await BellDriver.open()
    const actions = driver.parts('action')
    expect(actions.map(({ textContent }) => textContent)).toEqual(['Sign now'])
    await expectAccessible(driver.bell)
    let told: NotificationActionEvent | undefined
    driver.bell.addEventListener('notification-action', (event) => {
      told = event
      event.preventDefault()
    })
    actions[0]?.click()
    expect(told?.action).toBe('sign')
    expect(told?.href).toBe(new URL('/documents/7/sign', location.href).href)
    await eventually(() => driver.badge === undefined)
  })
})

describe('a notification that arrives while a row has the focus', () => {
  it('waits behind a button, moves no row, and is inserted by the button', async () => {
    server.addMany(20)
    const driver = await BellDriver.open()
    const before = ids(driver)
    driver.link(4)?.focus()
    server.addMany(3)
    await eventually(() => driver.part('new') !== null)
    expect(ids(driver)).toEqual(before)
    expect(driver.part('new')?.textContent?.trim()).toBe('3 new')
    await expectAccessible(driver.bell)
    driver.part('new')?.click()
    await eventually(() => driver.rows.length === 23)
    expect(driver.part('new')).toBeNull()
    await eventually(() => driver.focused?.closest('.row') === driver.rows[0])
    expect(driver.titles).toHaveLength(23)
  })
})

describe('a scrolled list', () => {
  it('keeps its position when a row above is removed', async () => {
    const first = server.add()
    server.addMany(28)
    const newest = server.add()
    const driver = await BellDriver.open()
    const body = driver.find('.body') as HTMLElement
    body.scrollTo({ top: 400 })
    await eventually(() => body.scrollTop > 300)
    const edge = body.getBoundingClientRect().top
    const topmost = () =>
      driver.rows.find((row) => row.getBoundingClientRect().bottom > edge) as HTMLElement
    let seen: HTMLElement
    let before: number
    // Rows that come into view have other heights than the browser assumed.
    do {
      seen = topmost()
      before = seen.getBoundingClientRect().top
      for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame)
    } while (seen !== topmost() || before !== seen.getBoundingClientRect().top)
    // Another device removes the newest row, which is above the visible ones.
    server.add({ ...newest, kind: 'removed', rev: server.position.u + 1, gonePos: newest.pos })
    await eventually(() => driver.rows.length === 29)
    await eventually(() => Math.abs(seen.getBoundingClientRect().top - before) < 2)
    expect(ids(driver)).toContain(first.id)
  })
})
