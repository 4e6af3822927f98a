import { expect, it } from 'vitest'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

it('the tools are made for the row under the pointer and for the row with the focus alone', async () => {
  server.addMany(4)
  const driver = await BellDriver.open()
  const withTools = () => driver.rows.map((row) => row.querySelector('.tools') !== null)
  expect(withTools()).toEqual([false, false, false, false])
  driver.link(0)?.focus()
  driver.tool(2, 'remove')
  expect(withTools()).toEqual([true, false, true, false])
  driver.tool(3, 'remove')
  expect(withTools()).toEqual([true, false, false, true])
})

it('the tools follow a change of their notification', async () => {
  server.add()
  const driver = await BellDriver.open()
  expect(driver.tool(0, 'toggle-read')?.ariaLabel).toMatch(/^Mark as read: /)
  driver.tool(0, 'toggle-read')?.click()
  await eventually(() => driver.tool(0, 'toggle-read')?.ariaLabel?.startsWith('Mark as unread: '))
})
