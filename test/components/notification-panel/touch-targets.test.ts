import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cdp, server as browserServer } from 'vitest/browser'
import { settle } from '../../../src/testing/settle.js'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

/** Makes the browser believe that it has a touchscreen, or none. */
const touch = (enabled: boolean) =>
  cdp().send('Emulation.setTouchEmulationEnabled', { enabled, maxTouchPoints: 1 })

/** Only Chromium can emulate a touchscreen. */
const engines = ['chromium'].filter((name) => name === browserServer.browser)

/** How many pixels react as part of an element, on a line through its middle in one direction. */
function extent(element: HTMLElement, [x, y]: readonly [number, number]): number {
  const { left, top, width, height } = element.getBoundingClientRect()
  const root = element.getRootNode() as ShadowRoot
  const isHit = (by: number) =>
    element.contains(root.elementFromPoint(left + width / 2 + by * x, top + height / 2 + by * y))
  let [from, to] = [0, 0]
  while (isHit(from - 1)) from -= 1
  while (isHit(to + 1)) to += 1
  return to - from + 1
}

it('a row has buttons smaller than 44 px where there is no touchscreen', async () => {
  server.addMany(1)
  const driver = await BellDriver.open()
  await settle(driver.bell)
  const isTouched = matchMedia('(hover: none), (pointer: coarse)').matches
  expect(driver.tool(0, 'remove')).not.toBeNull()
  const widths = driver.findAll('.tool').map(({ offsetWidth }) => offsetWidth)
  // With a touchscreen the menu has its place.
  const isRight = (width: number) => (isTouched ? width === 0 : width > 0 && width < 44)
  expect(widths.every(isRight)).toBe(true)
})

describe.each(engines)('the menu of a row on a touchscreen in %s', () => {
  beforeEach(() => touch(true))
  afterEach(() => touch(false))

  it.each(['', 'compact'])(
    'is at least 44 px in each direction with density %j',
    async (density) => {
      server.addMany(3)
      const driver = await BellDriver.open()
      driver.bell.setAttribute('density', density)
      await settle(driver.bell)
      expect(matchMedia('(pointer: coarse)').matches).toBe(true)
      driver.tool(1, 'row-more')?.click()
      await eventually(() => driver.part('row-menu')?.matches(':popover-open'))
      const items = driver.findAll('.row-menu .menu-item')
      expect(items.map(({ textContent }) => textContent.trim())).toEqual([
        'Mark as read',
        'Remove',
        'Fewer like this',
      ])
      for (const item of items) expect(extent(item, [0, 1])).toBeGreaterThanOrEqual(44)
      driver.part('row-menu')?.hidePopover()
      const buttons = driver.findAll('.row-more')
      expect(buttons).toHaveLength(3)
      for (const tool of buttons) {
        tool.scrollIntoView({ block: 'center' })
        // The browser renders rows that come into view with the next frame.
        await eventually(() => extent(tool, [1, 0]) > 1)
        expect(extent(tool, [1, 0])).toBeGreaterThanOrEqual(44)
        expect(extent(tool, [0, 1])).toBeGreaterThanOrEqual(44)
      }
    },
  )
})

describe.each(engines)('the menu of a row on a touchscreen in %s', () => {
  beforeEach(() => touch(true))
  afterEach(() => touch(false))

  it('acts on its row, and gives the focus to the next one when that is removed', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    const [, second, third] = driver.rows
    driver.tool(1, 'row-more')?.click()
    await eventually(() => driver.focused === driver.find('.row-menu .menu-item'))
    driver.find('.row-menu [part=toggle-read]')?.click()
    await eventually(() => driver.badge === '2')
    expect(driver.focused).toBe(second?.querySelector('.row-more'))
    driver.tool(1, 'row-more')?.click()
    driver.find('.row-menu [part=remove]')?.click()
    await eventually(() => driver.rows.length === 2)
    await eventually(() => third?.contains(driver.focused))
    expect(driver.part('row-menu')?.matches(':popover-open')).toBe(false)
  })
})
