import { describe, expect, it, onTestFinished } from 'vitest'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { InboxDriver } from '../../../support/inbox-driver.js'
import { painted } from '../../../support/painted.js'
import type { PanelDriver } from '../../../support/panel-driver.js'
import { requestsTo, serveEachTest, server } from '../../../support/test-server.js'
import { setViewport } from '../../../support/viewport.js'

serveEachTest()

/** Scrolls the list to a distance above its end, in pixels. Older rows load at less than 600. */
async function scrollTo(driver: PanelDriver, distance: number): Promise<void> {
  const body = driver.find('.body') as HTMLElement
  body.scrollTop = body.scrollHeight - body.clientHeight - distance
  await painted()
}

const NEAR = 200
const FAR = 900

describe('a list that is scrolled', () => {
  it('loads older notifications near its end, and not before', async () => {
    server.addMany(100)
    const driver = await BellDriver.open()
    await scrollTo(driver, FAR)
    expect(driver.rows).toHaveLength(30)
    expect(requestsTo('/page')).toEqual([])
    await scrollTo(driver, NEAR)
    await eventually(() => driver.rows.length === 60)
    await painted()
    expect(driver.rows, 'the end is far again').toHaveLength(60)
    expect(requestsTo('/page')).toHaveLength(1)
  })

  it('continues to the last notification', async () => {
    server.addMany(100)
    const driver = await BellDriver.open()
    await eventually(async () => {
      await scrollTo(driver, 0)
      return driver.rows.length === 100
    })
    expect(driver.part('load-older')).toBeNull()
    expect(requestsTo('/page')).toHaveLength(3)
  })

  it('continues behind a filter with the notifications that pass it', async () => {
    server.addMany(100)
    const driver = await BellDriver.open()
    driver.chooseFilter('Learning')
    await eventually(() => driver.rows.length === 30)
    await scrollTo(driver, NEAR)
    await eventually(() => driver.rows.length === 60)
  })
})

describe('a list whose end stays near', () => {
  it('continues until the end is far, also with notifications that are loaded', async () => {
    await setViewport(900, 700)
    // All rows of a page are together lower than the distance at which the end is near.
    const style = document.createElement('style')
    style.textContent =
      'notification-inbox::part(row) { max-block-size: 11px; padding: 0; overflow: hidden }'
    document.head.append(style)
    onTestFinished(() => style.remove())
    server.addMany(30)
    const driver = await InboxDriver.show()
    server.addMany(100)
    await eventually(() => driver.rows.length === 120)
    await painted()
    expect(driver.rows.length, 'the end is far again').toBe(120)
    expect(requestsTo('/page')).toEqual([])
  })
})

describe('a closed panel', () => {
  it('loads no older notifications', async () => {
    server.addMany(100)
    const driver = await BellDriver.open()
    await scrollTo(driver, FAR)
    driver.bell.hide()
    await eventually(() => !driver.isOpen)
    await painted()
    // It is still in sight while it fades out.
    await scrollTo(driver, 0)
    server.addMany(1)
    await painted()
    expect(requestsTo('/page')).toEqual([])
  })
})

describe('load="button"', () => {
  it('leaves it to the button, which the keyboard reaches', async () => {
    server.addMany(100)
    const driver = await BellDriver.open()
    driver.bell.setAttribute('load', 'button')
    await scrollTo(driver, 0)
    expect(driver.rows).toHaveLength(30)
    const button = driver.part('load-older')
    button?.focus()
    await painted()
    expect(driver.focused).toBe(button)
    expect(requestsTo('/page')).toEqual([])
    button?.click()
    await eventually(() => driver.rows.length === 60)
    await painted()
    expect(driver.focused, 'the focus stays for the next press').toBe(button)
    expect(driver.rows).toHaveLength(60)
  })

  it('is an attribute of the inbox too', async () => {
    server.addMany(100)
    const driver = await InboxDriver.show()
    driver.element.setAttribute('load', 'button')
    scrollBy(0, document.documentElement.scrollHeight)
    await painted()
    expect(driver.rows).toHaveLength(30)
    expect(requestsTo('/page')).toEqual([])
  })
})

describe('a list that could not be continued', () => {
  it('asks once, and again only when the button is pressed', async () => {
    server.addMany(100)
    const driver = await BellDriver.open()
    server.hasNoPages = true
    await scrollTo(driver, 0)
    await eventually(() => driver.find('.older-failed') !== null)
    for (const distance of [FAR, 0, FAR, 0]) await scrollTo(driver, distance)
    expect(requestsTo('/page')).toHaveLength(1)
    server.hasNoPages = false
    driver.part('load-older')?.click()
    await eventually(() => driver.rows.length === 60)
    await scrollTo(driver, 0)
    await eventually(() => driver.rows.length === 90)
  })
})
