import { fixture, html } from '@open-wc/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { placePopover } from '../../../../src/components/notification-panel/placement/placement.js'
import { eventually, opened, serveEachTest, server, within } from '../../../support/bell.js'

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
  it('is placed by code in a browser whose style sheets know no anchors', async () => {
    vi.spyOn(CSS, 'supports').mockReturnValue(false)
    const { popover, button } = await parts()
    const leaving = new AbortController()
    placePopover(popover, button, leaving.signal)
    popover.showPopover()
    await eventually(() => placeOf(popover).every((length) => length.endsWith('px')))
    leaving.abort()
  })

  it('is placed by code where it reads another way than the page', async () => {
    const { popover, button } = await parts()
    button.dir = 'rtl'
    placePopover(popover, button, new AbortController().signal)
    popover.showPopover()
    await eventually(() => placeOf(popover).every((length) => length.endsWith('px')))
  })

  // WebKit hangs where a popover with fallback places is hidden together with what is around it.
  const isWebKit = !CSS.supports('overflow-anchor: auto')

  it('is left to the style sheet in every other, WebKit apart', async () => {
    const { popover, button } = await parts()
    placePopover(popover, button, new AbortController().signal)
    popover.showPopover()
    expect(CSS.supports('position-area', 'block-end')).toBe(true)
    if (isWebKit) await eventually(() => placeOf(popover).every((length) => length.endsWith('px')))
    else expect(placeOf(popover)).toEqual(['', ''])
  })

  it('has no fallback places in WebKit', async () => {
    server.add()
    const bell = await opened()
    within(bell, '[part=more]')?.click()
    await eventually(() => within(bell, '.menu') !== null)
    // The panel fills a window as narrow as this one, and has none there in any browser.
    const style = getComputedStyle(within(bell, '.menu') as HTMLElement)
    expect(style.getPropertyValue('position-try-fallbacks') === 'none').toBe(isWebKit)
  })
})
