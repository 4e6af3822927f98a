import { fixture, html } from '@open-wc/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GamificationToasts } from '../../../src/components/gamification-toasts/gamification-toasts.js'
import { eventually } from '../../support/eventually.js'
import { moments } from '../../support/moments.js'
import { ToastsDriver } from '../../support/toasts-driver.js'

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

/** Celebrates a streak, and passes when it is not shown. */
async function expectWaiting(driver: ToastsDriver): Promise<void> {
  driver.toasts.celebrate(moments.streak)
  await eventually(() => driver.region !== null)
  await driver.toasts.updateComplete
  expect(driver.cards).toEqual([])
}

/** Passes when nothing is celebrated while a dialog is open, and something afterwards. */
async function expectWaitingFor(dialog: HTMLDialogElement): Promise<void> {
  dialog.showModal()
  const driver = await ToastsDriver.withoutInbox()
  await expectWaiting(driver)
  dialog.close()
  await eventually(() => driver.cards.length === 1)
}

/** Whether a member sees the toasts. */
const isInSight = (driver: ToastsDriver): boolean =>
  driver.region?.matches(':popover-open') === true && driver.cards.length > 0

/** Toasts at three depths: alone, in a wrapper, and in the shadow root of an element of the page. */
const depths: readonly [string, (toasts: GamificationToasts) => HTMLElement][] = [
  ['the element itself', (toasts) => toasts],
  [
    'an element around it',
    (toasts) => {
      const main = document.createElement('main')
      toasts.replaceWith(main)
      main.append(toasts)
      return main
    },
  ],
  [
    'the host of a shadow root around it',
    (toasts) => {
      const app = document.createElement('div')
      toasts.replaceWith(app)
      app.attachShadow({ mode: 'open' }).append(toasts)
      return app
    },
  ],
]

// As the library that Radix, base-ui and Chakra share does it: the dialog is a sibling of what it
// hides, and has no `aria-modal`.
describe.each([
  ['aria-hidden', 'true'],
  ['inert', ''],
])('a dialog that sets %s on what is beside it', (attribute, value) => {
  it.each(depths)('makes celebrations wait if that is %s', async (_, place) => {
    const driver = await ToastsDriver.withoutInbox()
    const hidden = place(driver.toasts)
    const dialog = await fixture<HTMLElement>(
      html`<div role="dialog" aria-label="Exam"><button>OK</button></div>`,
    )
    hidden.setAttribute(attribute, value)
    dialog.querySelector('button')?.focus()
    await expectWaiting(driver)
    dialog.remove()
    hidden.removeAttribute(attribute)
    await eventually(() => isInSight(driver))
    hidden.remove()
  })

  it('hides toasts that were shown before, until it closes', async () => {
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.celebrate(moments.boost)
    await eventually(() => isInSight(driver))
    driver.toasts.setAttribute(attribute, value)
    await eventually(() => !isInSight(driver))
    driver.toasts.removeAttribute(attribute)
    await eventually(() => isInSight(driver))
  })

  it('keeps F6 from the toasts', async () => {
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.celebrate(moments.boost)
    await eventually(() => isInSight(driver))
    driver.toasts.setAttribute(attribute, value)
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'F6', bubbles: true }))
    expect(driver.focused).toBeNull()
  })
})

describe('an element in full screen', () => {
  /** Says of an element that it fills the screen, as `requestFullscreen()` makes the browser say. */
  function fillScreen(element: Element): void {
    const { matches } = Element.prototype
    const { querySelectorAll } = Document.prototype
    vi.spyOn(Element.prototype, 'matches').mockImplementation(function (this: Element, css) {
      return matches.call(this, css) || (this === element && css.includes(':modal'))
    })
    vi.spyOn(document, 'querySelectorAll').mockImplementation((css: string) => {
      const found = querySelectorAll.call(document, css)
      return css.includes(':modal') ? ([...found, element] as never) : found
    })
  }

  it('shows toasts if it is the root of the page', async () => {
    fillScreen(document.documentElement)
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.celebrate(moments.streak)
    await eventually(() => isInSight(driver))
  })

  it('shows toasts if it contains them', async () => {
    const driver = await ToastsDriver.withoutInbox()
    fillScreen(depths[2]?.[1](driver.toasts) ?? driver.toasts)
    driver.toasts.celebrate(moments.streak)
    await eventually(() => isInSight(driver))
  })

  it('gets toasts above it that it covers, with the focus that they had', async () => {
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.celebrate(moments.boost)
    await eventually(() => isInSight(driver))
    const [card] = driver.cards
    card?.focus()
    // Stands in the top layer as what fills the screen does: above what came before it.
    const cover = await fixture<HTMLElement>(html`<div popover="manual"></div>`)
    cover.style.cssText = 'inset: 0; inline-size: 100%; block-size: 100%; margin: 0'
    cover.showPopover()
    const onTop = (): Element | null => {
      const box = card?.getBoundingClientRect() ?? new DOMRect()
      return document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    }
    expect(onTop()).toBe(cover)
    document.dispatchEvent(new Event('fullscreenchange'))
    expect(onTop()).toBe(driver.toasts)
    expect(driver.focused).toBe(card)
  })

  it('makes celebrations wait until it ends if it is a player without toasts', async () => {
    const player = await fixture<HTMLElement>(html`<div><video></video></div>`)
    fillScreen(player)
    const driver = await ToastsDriver.withoutInbox()
    await expectWaiting(driver)
    vi.restoreAllMocks()
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    await eventually(() => driver.cards.length === 1)
  })
})

describe('a modal dialog', () => {
  it('makes celebrations wait until it is closed', async () => {
    const dialog = await fixture<HTMLDialogElement>(html`<dialog>Exam</dialog>`)
    await expectWaitingFor(dialog)
  })

  it('makes celebrations wait inside a shadow root, with slotted content', async () => {
    const host = await fixture<HTMLElement>(html`<div><button>Answer</button></div>`)
    const dialog = document.createElement('dialog')
    dialog.append(document.createElement('slot'))
    host.attachShadow({ mode: 'open' }).append(dialog)
    await expectWaitingFor(dialog)
  })
})
