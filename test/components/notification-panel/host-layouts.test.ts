import { fixture, html } from '@open-wc/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { NotificationBell } from '../../../src/components/notification-bell/notification-bell.js'
import { settle } from '../../../src/testing/settle.js'
import {
  all,
  badge,
  button,
  endpoint,
  eventually,
  expectAccessible,
  focused,
  isOpen,
  panel,
  rows,
  serveEachTest,
  server,
  within,
} from '../../support/bell.js'

serveEachTest()

afterEach(() => {
  document.documentElement.removeAttribute('style')
})

/** A bell in a host's own surroundings, open. */
async function openedIn(surroundings: (bell: unknown) => unknown): Promise<NotificationBell> {
  const host = await fixture(
    html`<div>
      ${surroundings(html`<notification-bell endpoint=${endpoint}></notification-bell>`)}
    </div>`,
  )
  host.querySelector('dialog')?.showModal()
  const bell = host.querySelector('notification-bell') as NotificationBell
  await eventually(() => server.streamCount > 0)
  button(bell).click()
  await eventually(() => bell.open && rows(bell).length > 0)
  await eventually(() => within(bell, '[part=heading]') === focused(bell))
  await settle(bell)
  return bell
}

/** Whether the panel is all in the window, and nothing lies over it. */
function isInSight(bell: NotificationBell): boolean {
  const { top, bottom, left, right } = panel(bell).getBoundingClientRect()
  const isInside = top >= 0 && left >= 0 && right <= innerWidth && bottom <= innerHeight
  return isInside && document.elementFromPoint((left + right) / 2, top + 30) === bell
}

describe('in a host that fights, the panel', () => {
  it('is not cut off by a header that is transformed and clipped, nor covered by anything', async () => {
    server.addMany(3)
    const bell = await openedIn(
      (inside) => html`
        <header
          style="position: sticky; transform: translateZ(0); overflow: clip; block-size: 44px"
        >
          ${inside}
        </header>
        <div style="position: fixed; inset: 0; z-index: 2147483647; background: white"></div>
      `,
    )
    expect(isInSight(bell)).toBe(true)
    await expectAccessible(bell)
  })

  it('keeps its sizes where a root is 62.5 % and the neighbours are unset', async () => {
    document.documentElement.style.fontSize = '62.5%'
    server.add()
    const bell = await openedIn(
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
    expect(button(bell).offsetWidth).toBe(44)
    expect(getComputedStyle(within(bell, '[part=title]') as Element).fontSize).toBe('14px')
    expect(isInSight(bell)).toBe(true)
  })

  it('works inside an open modal dialog', async () => {
    server.addMany(2)
    const bell = await openedIn((inside) => html`<dialog aria-label="Settings">${inside}</dialog>`)
    expect(isInSight(bell)).toBe(true)
    rows(bell)[0]?.querySelector<HTMLElement>('.tool')?.click()
    await eventually(() => badge(bell) === '1')
  })

  it('is placed anew where its bell reads another way by the time that it opens again', async () => {
    server.addMany(2)
    const bell = await openedIn((inside) => html`<div class="host">${inside}</div>`)
    bell.hide()
    await eventually(() => !isOpen(bell))
    bell.closest<HTMLElement>('.host')?.setAttribute('dir', 'rtl')
    bell.show()
    await eventually(() => isOpen(bell) && panel(bell).style.getPropertyValue('--_x') !== '')
    await settle(bell)
    expect(isInSight(bell)).toBe(true)
  })

  it('has its menu as near to its button where code places it as where anchors do', async () => {
    server.addMany(2)
    const gapIn = async (dir: string) => {
      const bell = await openedIn((inside) => html`<div dir=${dir}>${inside}</div>`)
      const more = within(bell, '[part=more]')
      more?.click()
      const menu = within(bell, '[part=menu]')
      await eventually(() => menu?.matches(':popover-open') === true)
      await eventually(() => (menu?.style.getPropertyValue('--_y') !== '') === (dir === 'rtl'))
      await settle(bell)
      const [above, below] = [more, menu].map((part) => part?.getBoundingClientRect())
      return Number(below?.top) - Number(above?.bottom)
    }
    expect(await gapIn('rtl')).toBeCloseTo(await gapIn('ltr'))
  })

  it('survives that its bell is put elsewhere', async () => {
    server.addMany(2)
    const bell = await openedIn((inside) => html`<div class="from">${inside}</div>`)
    const elsewhere = await fixture(html`<div dir="rtl"></div>`)
    elsewhere.append(bell)
    await eventually(() => !bell.open && !isOpen(bell))
    button(bell).click()
    await eventually(() => isOpen(bell) && rows(bell).length === 2)
    expect(getComputedStyle(panel(bell)).direction).toBe('rtl')
    expect(server.opened).toHaveLength(1)
  })
})

describe('in a narrow window, as at 400 %', () => {
  it('the panel is the screen, and nothing runs out of it', async () => {
    server.addMany(5)
    const bell = await openedIn((inside) => html`<div>${inside}</div>`)
    if (innerWidth > 480) return
    expect(panel(bell).getBoundingClientRect().width).toBe(document.documentElement.clientWidth)
    const body = within(bell, '.body') as HTMLElement
    expect(body.scrollWidth).toBe(body.clientWidth)
    const small = all(bell, '.panel :is(a, button)').filter((target) => {
      const { width, height } = target.getBoundingClientRect()
      return width > 0 && (width < 24 || height < 24)
    })
    expect(small.map(({ outerHTML }) => outerHTML.slice(0, 120))).toEqual([])
  })
})

/** Notes which listeners are added to targets from now on, and which of them are left. */
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

describe('a hundred bells that came and went', () => {
  it('leave no listener on the page, and no connection', async () => {
    const listeners = watchListeners(document, window)
    server.addMany(3)
    for (let count = 0; count < 100; count += 1) {
      const bell = document.createElement('notification-bell')
      bell.endpoint = endpoint
      document.body.append(bell)
      bell.show()
      await bell.updateComplete
      if (count % 10 === 0) await eventually(() => rows(bell).length === 3)
      bell.remove()
    }
    await eventually(() => server.streamCount === 0)
    expect(listeners.added()).toBeGreaterThan(0)
    await eventually(() => listeners.left().length === 0)
    expect(document.querySelector('notification-bell')).toBeNull()
  })
})
