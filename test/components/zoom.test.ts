import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { GamificationToasts } from '../../src/components/gamification-toasts/gamification-toasts.js'
import { measuredZoomOf, zoomOf } from '../../src/internal/zoom.js'
import { settle } from '../../src/testing/settle.js'
import {
  all,
  button,
  connected,
  endpoint,
  eventually,
  opened,
  panel,
  serveEachTest,
  server,
  within,
} from '../support/bell.js'
import { moments, showing } from '../support/toasts.js'

serveEachTest()

beforeEach(async () => {
  await page.viewport(1000, 700)
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(async () => {
  for (const element of [document.documentElement, document.body])
    element.style.removeProperty('zoom')
  await page.viewport(800, 600)
})

/** Where the zoom may stand. */
const places = [
  ['the page', () => document.documentElement],
  ['the body', () => document.body],
  ['a header', (bell: Element) => bell.parentElement as HTMLElement],
] as const

/** Where an element's box is, in pixels of the window, which not every engine measures in. */
function boxOf(element: Element): DOMRect {
  const { x, y, width, height } = element.getBoundingClientRect()
  const zoom = zoomOf(element) / measuredZoomOf(element)
  return new DOMRect(x * zoom, y * zoom, width * zoom, height * zoom)
}

/** What is outside of the window of an element's box. */
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

/** Passes when the panel is all in the window, and its last row can be scrolled to. */
async function expectReachable(bell: Element): Promise<void> {
  await settle(bell)
  expect(outside(panel(bell))).toEqual([])
  const body = within(bell, '.body') as HTMLElement
  body.scrollTo({ top: body.scrollHeight })
  const last = all(bell, '[part=row]').at(-1)
  await eventually(() => outside(last).length === 0)
  const [row, frame] = [last ?? panel(bell), panel(bell)].map(boxOf)
  expect(row?.bottom).toBeLessThanOrEqual(frame?.bottom ?? 0)
}

describe.each(places)('zoom on %s', (_, find) => {
  it('leaves the panel in the window', async () => {
    server.addMany(25)
    const bell = await connected()
    find(bell).style.zoom = '1.5'
    button(bell).click()
    await eventually(() => all(bell, '[part=row]').length === 25)
    await expectReachable(bell)
  })

  it('leaves a panel in the window that is placed by code', async () => {
    vi.spyOn(CSS, 'supports').mockImplementation(
      (asked: string) => !asked.includes('position-area'),
    )
    server.addMany(25)
    const bell = await connected()
    find(bell).style.zoom = '1.5'
    Object.assign((bell.parentElement as HTMLElement).style, { position: 'fixed', right: '0' })
    button(bell).click()
    await eventually(() => all(bell, '[part=row]').length === 25)
    await eventually(() => panel(bell).style.getPropertyValue('--_x') !== '')
    await expectReachable(bell)
    // Beside the bell, and not somewhere in the window.
    const [box, anchor] = [panel(bell), bell].map(boxOf)
    expect(Math.abs((box?.right ?? 0) - (anchor?.right ?? 0))).toBeLessThan(30)
  })

  it('leaves toasts in the window, as wide as it allows', async () => {
    await page.viewport(400, 700)
    const toasts: GamificationToasts = await showing(moments.streak)
    find(toasts).style.zoom = '1.5'
    await settle(toasts)
    expect(outside(within(toasts, '[part~=toast]'))).toEqual([])
    expect(outside(within(toasts, '.region'))).toEqual([])
  })
})

it('a panel that fills a phone fills it under zoom as well', async () => {
  server.addMany(25)
  document.body.style.zoom = '1.5'
  const bell = await opened()
  // Narrowed now: WebKit keeps what a sheet's media were until an element that uses it sees them change.
  await page.viewport(390, 700)
  await eventually(() => all(bell, '[part=row]').length === 25)
  await expectReachable(bell)
  const { clientWidth } = document.documentElement
  await eventually(() => {
    const { width, height } = boxOf(panel(bell))
    return Math.round(width) === clientWidth && Math.round(height) === innerHeight
  })
})

it('the search of an inbox keeps no more of the window than it is high', async () => {
  await page.viewport(1000, 300)
  document.body.style.zoom = '2'
  server.addMany(2)
  const inbox = await fixture(html`<notification-inbox endpoint=${endpoint}></notification-inbox>`)
  await eventually(() => within(inbox, '[part=row]') !== null)
  within(inbox, '[part=search-toggle]')?.click()
  await eventually(() => within(inbox, '[part=search]') !== null)
  const style = getComputedStyle(within(inbox, '.body') as HTMLElement)
  // Half of the window, in the lengths of the zoomed page.
  await eventually(() => Math.round(parseFloat(style.minBlockSize)) === innerHeight / 4)
})

describe('the zoom of an element', () => {
  it.each([
    ['as the browser says it', false],
    ['in a browser that does not say it', true],
  ])('counts all that is around it, %s', async (_, isOlder) => {
    const outer = await fixture<HTMLElement>(html`<div style="zoom: 2"></div>`)
    const inner = document.createElement('div')
    inner.style.zoom = '1.5'
    outer.attachShadow({ mode: 'open' }).append(inner)
    if (isOlder) Object.defineProperty(inner, 'currentCSSZoom', { value: undefined })
    expect(zoomOf(inner)).toBe(3)
  })
})
