import { describe, expect, it } from 'vitest'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

/** The notification ids of the rows, from top to bottom. */
const ids = (driver: BellDriver) => driver.rows.map(({ dataset }) => dataset['id'])

describe('a scrolled list', () => {
  it('keeps its position when a row above is removed', async () => {
    const first = server.add()
    server.addMany(28)
    const newest = server.add()
    const driver = await BellDriver.open()
    const body = driver.find('.body') as HTMLElement
    body.scrollTo({ top: 400 })
    await eventually(() => body.scrollTop > 300)
    const edge = body.getBoundingClientRect().top
    const topmost = () =>
      driver.rows.find((row) => row.getBoundingClientRect().bottom > edge) as HTMLElement
    let seen: HTMLElement
    let before: number
    // Rows that come into view have other heights than the browser assumed.
    do {
      seen = topmost()
      before = seen.getBoundingClientRect().top
      for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame)
    } while (seen !== topmost() || before !== seen.getBoundingClientRect().top)
    // Another device removes the newest row, which is above the visible ones.
    server.add({ ...newest, kind: 'removed', rev: server.position.u + 1, gonePos: newest.pos })
    await eventually(() => driver.rows.length === 29)
    await eventually(() => Math.abs(seen.getBoundingClientRect().top - before) < 2)
    expect(ids(driver)).toContain(first.id)
  })
})
