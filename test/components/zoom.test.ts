import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { measuredZoomOf, zoomOf } from '../../src/internal/zoom.js'
import { settle } from '../../src/testing/settle.js'
import { BellDriver } from '../support/bell-driver.js'
import { PanelDriver } from '../support/panel-driver.js'
import { eventually } from '../support/eventually.js'
import { endpoint, serveEachTest, server } from '../support/test-server.js'
import { moments } from '../support/moments.js'
import { ToastsDriver } from '../support/toasts-driver.js'
import { setViewport } from '../support/viewport.js'

serveEachTest()

beforeEach(async () => {
  await setViewport(1000, 700)
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(async () => {
  for (const element of [document.documentElement, document.body])
    element.style.removeProperty('zoom')
  await setViewport(800, 600)
})

/** The elements that may have a zoom. */
const places = [
  ['the page', () => document.documentElement],
  ['the body', () => document.body],
  ['a header', (bell: Element) => bell.parentElement as HTMLElement],
] as const

/** An element's box in pixels of the window, in engines too that measure in zoomed pixels. */
function boxOf(element: Element): DOMRect {
  const { x, y, width, height } = element.getBoundingClientRect()
  const zoom = zoomOf(element) / measuredZoomOf(element)
  return new DOMRect(x * zoom, y * zoom, width * zoom, height * zoom)
}

/** The sides of an element's box that are outside of the window. */
function outside(element: Element | null | undefined): string[] {
  const { left, top, right, bottom } = element ? boxOf(element) : new DOMRect(-1, -1)
  // Half a pixel is a rounding.
  return Object.entries({
    left: left < -0.5,
    top: top < -0.5,
    right: right > innerWidth + 0.5,
    bottom: bottom > innerHeight + 0.5,
  }).flatMap(([side, isOutside]) => (isOutside ? [`${side} of ${element?.className}`] : []))
}

/** Passes if the whole panel is inside the window, and its last row can be scrolled to. */
async function expectReachable(driver: PanelDriver): Promise<void> {
  await settle(driver.element)
  expect(outside(driver.panel)).toEqual([])
  const body = driver.find('.body') as HTMLElement
  body.scrollTo({ top: body.scrollHeight })
  const last = driver.rows.at(-1)
  await eventually(() => outside(last).length === 0)
  const [row, frame] = [last ?? driver.panel, driver.panel].map(boxOf)
  expect(row?.bottom).toBeLessThanOrEqual(frame?.bottom ?? 0)
}

describe.each(places)('zoom on %s', (_, find) => {
  it('keeps the panel inside the window', async () => {
    server.addMany(25)
    const driver = await BellDriver.connect()
    find(driver.bell).style.zoom = '1.5'
    driver.button.click()
    await eventually(() => driver.rows.length === 25)
    await expectReachable(driver)
  })

  it('keeps a panel inside the window that is placed by code', async () => {
    vi.spyOn(CSS, 'supports').mockImplementation(
      (asked: string) => !asked.includes('position-area'),
    )
    server.addMany(25)
    const driver = await BellDriver.connect()
    find(driver.bell).style.zoom = '1.5'
    Object.assign((driver.bell.parentElement as HTMLElement).style, {
      position: 'fixed',
      right: '0',
    })
    driver.button.click()
    await eventually(() => driver.rows.length === 25)
    await eventually(() => driver.panel.style.getPropertyValue('--_x') !== '')
    await expectReachable(driver)
    // The panel is beside the bell, and not anywhere in the window.
    const [box, anchor] = [driver.panel, driver.bell].map(boxOf)
    expect(Math.abs((box?.right ?? 0) - (anchor?.right ?? 0))).toBeLessThan(30)
  })

  it('keeps toasts inside the window', async () => {
    await setViewport(400, 700)
    const driver = await ToastsDriver.showing(moments.streak)
    find(driver.toasts).style.zoom = '1.5'
    await settle(driver.toasts)
    expect(outside(driver.part('toast'))).toEqual([])
    expect(outside(driver.find('.region'))).toEqual([])
  })
})

it('a panel that fills a phone also fills it under zoom', async () => {
  server.addMany(25)
  document.body.style.zoom = '1.5'
  const driver = await BellDriver.open()
  // The window gets narrow only now: WebKit applies a media query again only when it changes under an
  // element that uses the style sheet.
  await setViewport(390, 700)
  await eventually(() => driver.rows.length === 25)
  await expectReachable(driver)
  const { clientWidth } = document.documentElement
  await eventually(() => {
    const { width, height } = boxOf(driver.panel)
    return Math.round(width) === clientWidth && Math.round(height) === innerHeight
  })
})

it('the search of an inbox reserves no more than half of the height of a zoomed window', async () => {
  await setViewport(1000, 300)
  document.body.style.zoom = '2'
  server.addMany(2)
  const driver = new PanelDriver(
    await fixture(html`<notification-inbox endpoint=${endpoint}></notification-inbox>`),
  )
  await eventually(() => driver.part('row') !== null)
  driver.part('search-toggle')?.click()
  await eventually(() => driver.part('search') !== null)
  const style = getComputedStyle(driver.find('.body') as HTMLElement)
  // Half of the window, in the lengths of the zoomed page.
  await eventually(() => Math.round(parseFloat(style.minBlockSize)) === innerHeight / 4)
})
