import { fixture, html } from '@open-wc/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { placePopover } from '../../../../src/components/notification-panel/placement/placement.js'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

afterEach(() => {
  vi.restoreAllMocks()
})

async function parts(): Promise<{ popover: HTMLElement; button: HTMLElement }> {
  const corner = await fixture<HTMLElement>(
    html`<div>
      <button>Bell</button>
      <div popover="auto">Panel</div>
    </div>`,
  )
  const [button, popover] = [...corner.children] as [HTMLElement, HTMLElement]
  return { popover, button }
}

const placeOf = ({ style }: HTMLElement) => [
  style.getPropertyValue('--_x'),
  style.getPropertyValue('--_y'),
]

describe('a popover', () => {
  it('is placed by code in a browser without CSS anchor positioning', async () => {
    vi.spyOn(CSS, 'supports').mockReturnValue(false)
    const { popover, button } = await parts()
    const leaving = new AbortController()
    placePopover(popover, button, leaving.signal)
    popover.showPopover()
    await eventually(() => placeOf(popover).every((length) => length.endsWith('px')))
    leaving.abort()
  })

  it('is placed by code if its direction differs from the page’s', async () => {
    const { popover, button } = await parts()
    button.dir = 'rtl'
    placePopover(popover, button, new AbortController().signal)
    popover.showPopover()
    await eventually(() => placeOf(popover).every((length) => length.endsWith('px')))
  })

  // WebKit hangs when a popover with fallback positions is hidden together with its surroundings.
  const isWebKit = !CSS.supports('overflow-anchor: auto')

  it('is placed by the style sheet in every other case, except in WebKit', async () => {
    const { popover, button } = await parts()
    placePopover(popover, button, new AbortController().signal)
    popover.showPopover()
    expect(CSS.supports('position-area', 'block-end')).toBe(true)
    if (isWebKit) await eventually(() => placeOf(popover).every((length) => length.endsWith('px')))
    else expect(placeOf(popover)).toEqual(['', ''])
  })

  it('has fallback positions except in WebKit', async () => {
    server.add()
    const driver = await BellDriver.open()
    driver.part('more')?.click()
    await eventually(() => driver.find('.menu') !== null)
    // The menu is asked: the panel fills this narrow window, and has no fallback positions in any browser.
    const style = getComputedStyle(driver.find('.menu') as HTMLElement)
    expect(style.getPropertyValue('position-try-fallbacks') === 'none').toBe(isWebKit)
  })
})
