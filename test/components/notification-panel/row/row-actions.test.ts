import { describe, expect, it } from 'vitest'
import type { NotificationClickEvent } from '../../../../src/components/notification-panel/row/notification-row.events.js'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

describe('choosing a notification', () => {
  it('marks it as read, follows its link and closes the panel', async () => {
    server.addMany(2)
    const driver = await BellDriver.open()
    const link = driver.rows[0]?.querySelector('a')
    expect(link?.getAttribute('href')).toBe('/courses/geometry-1/lessons/lesson-2')
    driver.chooseRow(0)
    await eventually(() => driver.badge === '1')
    expect(driver.isOpen).toBe(false)
    await eventually(() => server.counts.unread === 1)
  })

  it('leaves the navigation to a router that cancels notification-click', async () => {
    server.add()
    const driver = await BellDriver.open()
    let event: NotificationClickEvent | undefined
    document.body.addEventListener(
      'notification-click',
      (click) => {
        event = click
        click.preventDefault()
      },
      { once: true },
    )
    const click = driver.chooseRow(0)
    expect(click.defaultPrevented).toBe(true)
    expect(event?.notification.type).toBe('lesson.published')
    expect(event?.href).toBe(new URL('/courses/geometry-1/lessons/lesson-1', location.href).href)
    await eventually(() => driver.badge === undefined)
  })

  it.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }])(
    'with %j leaves the click to the browser, marks it as read and keeps the panel open',
    async (init) => {
      server.add()
      const driver = await BellDriver.open()
      let told = false
      driver.bell.addEventListener('notification-click', () => (told = true))
      driver.chooseRow(0, init)
      await eventually(() => driver.badge === undefined)
      expect(told).toBe(false)
      expect(driver.isOpen).toBe(true)
    },
  )

  it('without a link marks it as read and keeps the panel open', async () => {
    server.add({ content: { type: 'announcement.published', title: 'Maintenance', message: '' } })
    const driver = await BellDriver.open()
    driver.chooseRow(0)
    await eventually(() => driver.badge === undefined)
    expect(driver.isOpen).toBe(true)
  })
})
