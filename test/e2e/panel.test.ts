import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'

const bell = 'button[part~="button"]'
const isOpen = `deep('[role="dialog"]')?.matches(':popover-open') === true`
const isClosed = `deep('[role="dialog"]')?.matches(':popover-open') === false`
const focusOn = (css: string) =>
  `document.querySelector('notification-bell').shadowRoot.activeElement?.matches('${css}') === true`

let server: DemoServer

beforeAll(async () => {
  server = await startDemoServer()
})
afterAll(() => server.stop())

describe.each(engines)('the panel in %s', (name) => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launch(name)
    page = await browser.newPage()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    await page.goto(`${server.url}/`)
    await page.waitFor(`deep('${bell}') !== null`)
  })

  const openByMouse = async () => {
    await page.click(bell)
    await page.waitFor(isOpen)
    await page.waitFor(focusOn('h2'))
  }

  it('opens with the keyboard, and Escape gives the focus back to the bell', async () => {
    await page.evaluate(
      `document.querySelector('notification-bell').shadowRoot.querySelector('button').focus()`,
    )
    await page.press('Enter')
    await page.waitFor(isOpen)
    await page.waitFor(focusOn('h2'))
    await page.press('Escape')
    await page.waitFor(isClosed)
    await page.waitFor(focusOn('button'))
  })

  it('gives the focus back to the bell after it was opened by mouse', async () => {
    await openByMouse()
    await page.press('Escape')
    await page.waitFor(isClosed)
    await page.waitFor(focusOn('button'))
  })

  it('closes by a second click on the bell', async () => {
    await openByMouse()
    await page.click(bell)
    await page.waitFor(isClosed)
  })

  it('closes by a click outside, which keeps the focus', async () => {
    await page.evaluate(`(() => {
      const button = document.createElement('button')
      button.id = 'outside'
      document.querySelector('h1').append(button)
      button.append('Outside')
    })()`)
    await openByMouse()
    await page.click('#outside')
    await page.waitFor(isClosed)
    await page.waitFor(`document.activeElement?.id === 'outside'`)
  })

  it.each([
    ['ltr', 'ltr'],
    ['ltr', 'rtl'],
    ['rtl', 'ltr'],
  ])('hangs below the bell, inside the window: %s, its page %s', async (dir, pageDir) => {
    await page.evaluate(`(() => {
      document.documentElement.dir = '${pageDir}'
      document.querySelector('notification-bell').dir = '${dir}'
    })()`)
    await openByMouse()
    await page.waitFor(`(() => {
      const panel = deep('[role="dialog"]')
      const box = panel.getBoundingClientRect()
      const bell = deep('${bell}').getBoundingClientRect()
      return panel.getAnimations().length === 0
        && box.top >= bell.bottom && box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight
    })()`)
  })

  it('causes no error under the page’s security policy', async () => {
    await openByMouse()
    expect(await page.errors()).toEqual([])
  })
})

describe.each(engines.filter((name) => name !== 'webkit'))('on a phone, in %s', (name) => {
  it('the panel fills the screen and has a button to close it', async () => {
    const browser = await launch(name)
    try {
      const page = await browser.newPage({ viewport: { width: 390, height: 700 } })
      await page.goto(`${server.url}/`)
      await page.click(bell)
      await page.waitFor(`(({ width, height }, { clientWidth, clientHeight }) =>
        width === clientWidth && height === clientHeight)(
        deep('[role="dialog"]').getBoundingClientRect(), document.documentElement)`)
      await page.click('[part~="close"]')
      await page.waitFor(isClosed)
    } finally {
      await browser.close()
    }
  })

  it('at four times the size the list has room and nothing is cut off', async () => {
    const memberId = 'student-1'
    await server.postEvent('points.earned', { memberId, amount: 5, reason: 'Quiz' })
    const browser = await launch(name)
    try {
      // A window of 1280 × 1024, at 400 %.
      const page = await browser.newPage({ viewport: { width: 320, height: 256 } })
      await page.goto(`${server.url}/`)
      await page.click(bell)
      await page.waitFor(`deep('[part~="row"]') !== null`)
      const inView = `(({ left, right, top, bottom }) =>
        left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight)`
      const controls = `[...deep('[role="dialog"]').querySelectorAll('.head button, .foot *')]
        .filter((control) => control.checkVisibility())`
      await page.waitFor(`${inView}(deep('[part~="row"]').getBoundingClientRect())`)
      await page.waitFor(`${controls}.every((one) => ${inView}(one.getBoundingClientRect()))`)
      await page.waitFor(`document.documentElement.scrollWidth <= innerWidth`)
      await page.press('?')
      await page.waitFor(
        `deep('#help:popover-open') && ${inView}(deep('#help').getBoundingClientRect())`,
      )
    } finally {
      await browser.close()
    }
  })
})
