import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { server as runner } from 'vitest/browser'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

const closeWatcher = Object.getOwnPropertyDescriptor(window, 'CloseWatcher')

/** Sets the size of the test's window, as CSS lengths; without arguments it resets the size. */
const resize = (width = '', height = '') =>
  Object.assign((frameElement as HTMLElement).style, { width, height })

beforeEach(() => {
  // Browsers without CloseWatcher do not close a popover with their back gesture.
  Reflect.deleteProperty(window, 'CloseWatcher')
  resize('400px')
  history.pushState({ page: 'courses' }, '')
  server.addMany(2)
})
afterEach(() => {
  if (closeWatcher) Object.defineProperty(window, 'CloseWatcher', closeWatcher)
  resize()
})

/** Whether the current history entry is the panel's. */
const hasEntry = () => 'belfryPanel' in (history.state as object)

async function openedSheet(): Promise<BellDriver> {
  const driver = await BellDriver.open()
  await eventually(hasEntry)
  return driver
}

/** The history state that a router of the page receives with the next navigation. */
const nextState = () =>
  new Promise((resolve) =>
    addEventListener('popstate', ({ state }) => resolve(state), { once: true }),
  )

describe('the panel', () => {
  it('closes with "back" on a phone, reopens with "forward", and keeps the history state of the page', async () => {
    const driver = await openedSheet()
    expect(history.state).toMatchObject({ page: 'courses' })
    const state = nextState()
    history.back()
    await eventually(() => !driver.bell.open && !driver.isOpen)
    expect(await state).toEqual({ page: 'courses' })
    history.forward()
    await eventually(() => driver.isOpen && hasEntry())
    history.back()
    await eventually(() => !driver.isOpen)
  })

  it.each<[string, (driver: BellDriver) => void]>([
    ['its close button', (driver) => driver.part('close')?.click()],
    ['a call of hide()', ({ bell }) => bell.hide()],
    ['the removal of its bell', ({ bell }) => bell.remove()],
  ])('removes its history entry on a phone when it is closed by %s', async (_, close) => {
    const driver = await openedSheet()
    const { length } = history
    const state = nextState()
    close(driver)
    expect(await state).toEqual({ page: 'courses' })
    history.pushState({ page: 'grades' }, '')
    expect(history.length).toBe(length)
  })

  it('removes its history entry on a phone before a router follows the link of a row', async () => {
    const driver = await openedSheet()
    const { length } = history
    const chosen = new Promise<string | null>((resolve) =>
      driver.bell.addEventListener('notification-click', (event) => {
        event.preventDefault()
        expect(history.state).toEqual({ page: 'courses' })
        history.pushState({ page: 'grades' }, '')
        resolve(event.href)
      }),
    )
    driver.link(0)?.click()
    expect(await chosen).toMatch(/^http/)
    await eventually(() => !driver.isOpen)
    expect(history.length).toBe(length)
    const state = nextState()
    history.back()
    expect(await state).toEqual({ page: 'courses' })
    expect(driver.isOpen).toBe(false)
  })

  it('leaves the history of a phone alone after the page has navigated elsewhere', async () => {
    const driver = await openedSheet()
    history.pushState({ page: 'grades' }, '')
    driver.bell.hide()
    await eventually(() => !driver.isOpen)
    expect(history.state).toEqual({ page: 'grades' })
  })

  // WebKitGTK evaluates the media queries of a frame only at its first width.
  if (runner.browser !== 'webkit')
    it('adds no history entry in a wide window, where it opens beside its bell', async () => {
      resize('1000px', '700px')
      const driver = await BellDriver.open()
      expect(driver.panel.offsetWidth).toBeLessThan(innerWidth)
      expect(hasEntry()).toBe(false)
    })

  if (closeWatcher)
    it('adds no history entry in a browser that closes popovers with its own back gesture', async () => {
      Object.defineProperty(window, 'CloseWatcher', closeWatcher)
      const driver = await BellDriver.open()
      expect(driver.panel.offsetWidth).toBe(document.documentElement.clientWidth)
      driver.button.click()
      await eventually(() => !driver.isOpen)
      expect(hasEntry()).toBe(false)
    })
})
