import { describe, expect, it } from 'vitest'
import { example, ownType } from '../../../src/testing/fixtures.js'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { expectAccessible } from '../../support/expect-accessible.js'
import { serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

/** The texts of the filters, with their counts for the eye and for a screen reader. */
const filterNames = (driver: BellDriver) =>
  driver.parts('filter').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
/** The notification ids of the rows, from top to bottom. */
const ids = (driver: BellDriver) => driver.rows.map(({ dataset }) => dataset['id'])

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
      'All',
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
