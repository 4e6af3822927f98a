import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NotificationBell } from '../../../src/components/notification-bell/notification-bell.js'
import { settle } from '../../../src/testing/settle.js'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { expectAccessible } from '../../support/expect-accessible.js'
import { endpoint, serveEachTest, server } from '../../support/test-server.js'
import { setViewport } from '../../support/viewport.js'

serveEachTest()

afterEach(() => {
  document.documentElement.removeAttribute('style')
})

/** Opens a bell inside the elements that a host page puts around it. */
async function openedIn(surroundings: (bell: unknown) => unknown): Promise<BellDriver> {
  const host = await fixture(
    html`<div>
      ${surroundings(html`<notification-bell endpoint=${endpoint}></notification-bell>`)}
    </div>`,
  )
  host.querySelector('dialog')?.showModal()
  const driver = new BellDriver(host.querySelector('notification-bell') as NotificationBell)
  await eventually(() => server.streamCount > 0)
  driver.button.click()
  await eventually(() => driver.bell.open && driver.rows.length > 0)
  await eventually(() => driver.part('heading') === driver.focused)
  await settle(driver.bell)
  return driver
}

/** Whether the whole panel is inside the window, and nothing covers it. */
function isInSight(driver: BellDriver): boolean {
  const { top, bottom, left, right } = driver.panel.getBoundingClientRect()
  const isInside = top >= 0 && left >= 0 && right <= innerWidth && bottom <= innerHeight
  return isInside && document.elementFromPoint((left + right) / 2, top + 30) === driver.bell
}

describe('the panel in a hostile page', () => {
  it('is neither clipped by a transformed header nor covered by a fixed overlay', async () => {
    server.addMany(3)
    const driver = await openedIn(
      (inside) => html`
        <header
          style="position: sticky; transform: translateZ(0); overflow: clip; block-size: 44px"
        >
          ${inside}
        </header>
        <div style="position: fixed; inset: 0; z-index: 2147483647; background: white"></div>
      `,
    )
    expect(isInSight(driver)).toBe(true)
    await expectAccessible(driver.bell)
  })

  it('keeps its sizes with a root font size of 62.5 % and unset styles around it', async () => {
    document.documentElement.style.fontSize = '62.5%'
    server.add()
    const driver = await openedIn(
      (inside) => html`
        <style>
          .neighbour,
          .neighbour * {
            all: unset;
          }
          button,
          h2,
          h3,
          a,
          time {
            all: unset;
            font-size: 40px !important;
          }
        </style>
        <div class="neighbour"><button>Neighbour</button></div>
        <div style="font-size: 16px">${inside}</div>
      `,
    )
    expect(driver.button.offsetWidth).toBe(44)
    expect(getComputedStyle(driver.part('title') as Element).fontSize).toBe('14px')
    expect(isInSight(driver)).toBe(true)
  })

  it('works inside an open modal dialog', async () => {
    server.addMany(2)
    const driver = await openedIn(
      (inside) => html`<dialog aria-label="Settings">${inside}</dialog>`,
    )
    expect(isInSight(driver)).toBe(true)
    driver.tool(0, 'toggle-read')?.click()
    await eventually(() => driver.badge === '1')
  })

  it('is placed again when the direction of its bell changed while it was closed', async () => {
    server.addMany(2)
    const driver = await openedIn((inside) => html`<div class="host">${inside}</div>`)
    driver.bell.hide()
    await eventually(() => !driver.isOpen)
    driver.bell.closest<HTMLElement>('.host')?.setAttribute('dir', 'rtl')
    driver.bell.show()
    await eventually(() => driver.isOpen && driver.panel.style.getPropertyValue('--_x') !== '')
    await settle(driver.bell)
    expect(isInSight(driver)).toBe(true)
  })

  it('has its menu equally close to the button by code and by CSS anchors', async () => {
    server.addMany(2)
    const gapIn = async (dir: string) => {
      const driver = await openedIn((inside) => html`<div dir=${dir}>${inside}</div>`)
      const more = driver.part('more')
      more?.click()
      const menu = driver.part('menu')
      await eventually(() => menu?.matches(':popover-open') === true)
      await eventually(() => (menu?.style.getPropertyValue('--_y') !== '') === (dir === 'rtl'))
      await settle(driver.bell)
      const [above, below] = [more, menu].map((part) => part?.getBoundingClientRect())
      return Number(below?.top) - Number(above?.bottom)
    }
    expect(await gapIn('rtl')).toBeCloseTo(await gapIn('ltr'))
  })

  it('can be opened again after its bell was moved', async () => {
    server.addMany(2)
    const driver = await openedIn((inside) => html`<div class="from">${inside}</div>`)
    const elsewhere = await fixture(html`<div dir="rtl"></div>`)
    elsewhere.append(driver.bell)
    await eventually(() => !driver.bell.open && !driver.isOpen)
    driver.button.click()
    await eventually(() => driver.isOpen && driver.rows.length === 2)
    expect(getComputedStyle(driver.panel).direction).toBe('rtl')
    expect(server.opened).toHaveLength(1)
  })
})

describe('the panel in a narrow window', () => {
  beforeEach(() => setViewport(400, 700))
  afterEach(() => setViewport(800, 600))

  it('fills the window, without overflow and with targets of at least 24 px', async () => {
    server.addMany(5)
    const driver = await openedIn((inside) => html`<div>${inside}</div>`)
    expect(innerWidth).toBe(400)
    expect(driver.panel.getBoundingClientRect().width).toBe(document.documentElement.clientWidth)
    const body = driver.find('.body') as HTMLElement
    expect(body.scrollWidth).toBe(body.clientWidth)
    const small = driver.findAll('.panel :is(a, button)').filter((target) => {
      const { width, height } = target.getBoundingClientRect()
      // A target of one pixel is for screen readers alone.
      return width > 1 && (width < 24 || height < 24)
    })
    expect(small.map(({ outerHTML }) => outerHTML.slice(0, 120))).toEqual([])
  })
})

/** Records the listeners that are added to targets from now on, and those that are not removed. */
function watchListeners(...targets: readonly EventTarget[]) {
  const noted: { target: EventTarget; type: string; listener: unknown; signal?: AbortSignal }[] = []
  let count = 0
  for (const target of targets) {
    const add = target.addEventListener.bind(target)
    const remove = target.removeEventListener.bind(target)
    vi.spyOn(target, 'addEventListener').mockImplementation((type, listener, options) => {
      count += 1
      noted.push({ target, type, listener, ...(typeof options === 'object' && options) })
      add(type, listener, options)
    })
    vi.spyOn(target, 'removeEventListener').mockImplementation((type, listener, options) => {
      const isIt = (one: (typeof noted)[number]): boolean =>
        one.target === target && one.type === type && one.listener === listener
      const index = noted.findIndex(isIt)
      if (index >= 0) noted.splice(index, 1)
      remove(type, listener, options)
    })
  }
  return {
    added: () => count,
    left: () => noted.filter(({ signal }) => signal?.aborted !== true).map(({ type }) => type),
  }
}

describe('a hundred bells that were removed', () => {
  it('leave no listener on the page, and no connection', async () => {
    const listeners = watchListeners(document, window)
    server.addMany(3)
    for (let count = 0; count < 100; count += 1) {
      const driver = new BellDriver(document.createElement('notification-bell'))
      driver.bell.endpoint = endpoint
      document.body.append(driver.bell)
      driver.bell.show()
      await driver.bell.updateComplete
      if (count % 10 === 0) await eventually(() => driver.rows.length === 3)
      driver.bell.remove()
    }
    await eventually(() => server.streamCount === 0)
    expect(listeners.added()).toBeGreaterThan(0)
    await eventually(() => listeners.left().length === 0)
    expect(document.querySelector('notification-bell')).toBeNull()
  })
})
