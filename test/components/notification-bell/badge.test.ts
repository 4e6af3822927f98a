import { describe, expect, it, vi } from 'vitest'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

describe('the badge', () => {
  it('with badge="unseen" disappears when the panel opens, while the name keeps the unread count', async () => {
    server.addMany(3)
    const driver = await BellDriver.connect()
    driver.bell.setAttribute('badge', 'unseen')
    await driver.bell.updateComplete
    expect(driver.badge).toBe('3')
    driver.button.click()
    await eventually(() => driver.rows.length === 3 && driver.badge === undefined)
    expect(driver.button.ariaLabel).toBe('Notifications, 3 unread')
    expect(driver.bell.matches(':state(has-unread)')).toBe(true)
    driver.bell.hide()
    server.add()
    await eventually(() => driver.badge === '1')
  })

  it('with badge="unseen" does not count a notification that an open panel shows in a visible tab', async () => {
    server.addMany(1)
    let visibility: DocumentVisibilityState = 'visible'
    vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
    const driver = await BellDriver.connect()
    driver.bell.badge = 'unseen'
    driver.button.click()
    await eventually(() => driver.rows.length === 1 && server.counts.unseen === 0)
    server.add()
    await eventually(() => driver.rows.length === 2)
    await eventually(() => server.counts.unseen === 0 && driver.badge === undefined)
    visibility = 'hidden'
    server.add()
    await eventually(() => driver.badge === '1')
    await driver.bell.updateComplete
    expect(server.counts.unseen).toBe(1)
    visibility = 'visible'
    document.dispatchEvent(new Event('visibilitychange'))
    await eventually(() => server.counts.unseen === 0 && driver.badge === undefined)
    driver.bell.hide()
    server.add()
    await eventually(() => driver.badge === '1')
    await driver.bell.updateComplete
    expect(server.counts.unseen).toBe(1)
  })

  it('with badge="dot" shows no number, while the name tells the unread count', async () => {
    server.addMany(3)
    const driver = await BellDriver.connect()
    const pill = driver.part('badge')?.getBoundingClientRect()
    driver.bell.badge = 'dot'
    await driver.bell.updateComplete
    expect(driver.badge).toBe('')
    const dot = driver.part('badge')?.getBoundingClientRect()
    expect(dot?.width).toBe(dot?.height)
    expect(dot?.width).toBeLessThan(pill?.width ?? 0)
    expect(driver.button.ariaLabel).toBe('Notifications, 3 unread')
  })
})
