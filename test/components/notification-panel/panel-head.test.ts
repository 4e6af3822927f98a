import { html } from 'lit'
import { describe, expect, it } from 'vitest'
import { example } from '../../../src/testing/fixtures.js'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { endpoint, serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

const words = (driver: BellDriver, part: string) =>
  driver.part(part)?.textContent.replace(/\s+/g, ' ').trim()

describe('the menu', () => {
  it('says what each of its items removes', async () => {
    server.add()
    const driver = await BellDriver.open()
    expect(words(driver, 'clear-history')).toBe('Clear history Read ones')
    expect(words(driver, 'clear-all')).toBe('Clear all Everything')
  })

  it('says that "Clear all" clears the chosen category alone', async () => {
    server.add({ content: example('exam.graded') })
    const driver = await BellDriver.open()
    driver.chooseFilter('Learning')
    await eventually(() => words(driver, 'clear-all') === 'Clear all Learning')
  })

  it("has the page's own items, and closes when one of them is chosen", async () => {
    server.add()
    const driver = await BellDriver.render(
      html`<notification-bell endpoint=${endpoint} member="ana">
        <button slot="menu" type="button">Settings</button>
      </notification-bell>`,
    )
    driver.button.click()
    await eventually(() => driver.rows.length === 1)
    driver.part('more')?.click()
    await eventually(() => driver.part('menu')?.matches(':popover-open'))
    driver.bell.querySelector('button')?.click()
    await eventually(() => !driver.part('menu')?.matches(':popover-open'))
    expect(driver.isOpen).toBe(true)
  })
})
