import { describe, expect, it } from 'vitest'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { expectAccessible } from '../../../support/expect-accessible.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

/** The notification ids of the rows, from top to bottom. */
const ids = (driver: BellDriver) => driver.rows.map(({ dataset }) => dataset['id'])

describe('a notification that arrives while a row has the focus', () => {
  it('waits behind a button, moves no row, and is inserted by the button', async () => {
    server.addMany(20)
    const driver = await BellDriver.open()
    const before = ids(driver)
    driver.link(4)?.focus()
    server.addMany(3)
    await eventually(() => driver.part('new') !== null)
    expect(ids(driver)).toEqual(before)
    expect(driver.part('new')?.textContent?.trim()).toBe('3 new')
    await expectAccessible(driver.bell)
    driver.part('new')?.click()
    await eventually(() => driver.rows.length === 23)
    expect(driver.part('new')).toBeNull()
    await eventually(() => driver.focused?.closest('.row') === driver.rows[0])
    expect(driver.titles).toHaveLength(23)
  })
})
