import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { expectAccessible } from '../../../support/expect-accessible.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

/** Noon of a day in the past, as ISO 8601. */
const daysAgo = (days: number) => {
  const date = new Date()
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days, 12).toISOString()
}

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
