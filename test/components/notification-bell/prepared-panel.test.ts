import { html } from '@open-wc/testing'
import { describe, expect, it, vi } from 'vitest'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { endpoint, serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

/** Whether the browser tells when a page has nothing to do. WebKit does not. */
const tellsIdle = 'requestIdleCallback' in window
const idle = (): Promise<unknown> => new Promise((resolve) => requestIdleCallback(resolve))

describe('the panel of a closed bell', () => {
  it('is drawn while the page is idle, and a click shows these rows', async () => {
    server.addMany(20)
    const driver = await BellDriver.connect()
    await eventually(() => driver.rows.length === 15)
    expect(driver.isOpen).toBe(false)
    const [first] = driver.rows
    driver.button.click()
    await eventually(() => driver.isOpen && driver.rows.length === 20)
    expect(driver.rows[0]).toBe(first)
  })

  it('is kept up to date', async () => {
    server.addMany(2)
    const driver = await BellDriver.connect()
    await eventually(() => driver.rows.length === 2)
    server.add()
    await eventually(() => driver.rows.length === 3)
    expect(driver.isOpen).toBe(false)
    expect(server.counts.unseen).toBe(3)
  })

  if (tellsIdle)
    it('is not drawn while the tab is hidden, and is right when it opens', async () => {
      server.addMany(2)
      const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
      const driver = await BellDriver.connect()
      await eventually(() => driver.panel.firstElementChild !== null)
      await idle()
      await idle()
      expect(driver.rows).toHaveLength(0)
      hidden.mockRestore()
      driver.button.click()
      await eventually(() => driver.isOpen && driver.rows.length === 2)
    })

  it('is not loaded for a bell that is hidden', async () => {
    server.addMany(2)
    const driver = await BellDriver.render(
      html`<div hidden><notification-bell endpoint=${endpoint}></notification-bell></div>`,
    )
    await eventually(() => server.streamCount > 0)
    const shown = await BellDriver.connect()
    await eventually(() => shown.rows.length === 2)
    expect(driver.panel.firstElementChild).toBeNull()
  })

  if (tellsIdle)
    it('is not loaded before a click if the member saves data', async () => {
      server.addMany(2)
      const connection = { value: { saveData: true }, configurable: true }
      Object.defineProperty(navigator, 'connection', connection)
      try {
        const driver = await BellDriver.connect()
        await idle()
        await idle()
        expect(driver.panel.firstElementChild).toBeNull()
        driver.button.click()
        await eventually(() => driver.rows.length === 2)
      } finally {
        Reflect.deleteProperty(navigator, 'connection')
      }
    })
})
