import { describe, expect, it } from 'vitest'
import type { NotificationBell } from '../../../../src/components/notification-bell/notification-bell.js'
import { example } from '../../../../src/testing/fixtures.js'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { expectAccessible } from '../../../support/expect-accessible.js'
import { requestsTo, serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

/** The category or the filter of each older page that the page asked for. */
const asked = () =>
  requestsTo('/page').map(
    ({ searchParams }) => searchParams.get('category') ?? searchParams.get('filter'),
  )

/** Removes every loaded notification, one by one. */
const removeAllLoaded = ({ inbox }: NotificationBell) => {
  for (const { id } of inbox?.$notifications.get() ?? []) inbox?.remove(id)
}

describe('a filter', () => {
  it('loads older notifications of its category only, until it shows as many as its number counts', async () => {
    for (let n = 0; n < 9; n += 1) server.add({ content: example('comment.replied') })
    server.addMany(60)
    const driver = await BellDriver.open()
    driver.chooseFilter('Interaction')
    expect(driver.find('.notice')).toBeNull()
    await eventually(() => driver.rows.length === 9)
    expect(asked()).toEqual(['interaction'])
    expect(driver.part('load-older')).toBeNull()
    await expectAccessible(driver.bell)
  })

  it('for unread notifications continues with older ones once the shown ones are read', async () => {
    server.addMany(40)
    const driver = await BellDriver.open()
    driver.chooseFilter('Unread')
    await eventually(() => driver.rows.length === 30)
    for (const { id } of driver.bell.inbox?.$notifications.get() ?? [])
      driver.bell.inbox?.markAsRead(id)
    await eventually(() => driver.rows.length === 10)
    expect(driver.badge).toBe('10')
  })

  it('without a query of the server searches a few pages, and the others after a press on "Load older"', async () => {
    server.add({ content: example('announcement.published') })
    server.addMany(299)
    const driver = await BellDriver.open()
    driver.chooseFilter('System')
    await eventually(() => driver.find('.notice') !== null)
    expect(asked()).toHaveLength(5)
    driver.part('load-older')?.click()
    await eventually(() => driver.rows.length === 1)
    expect(asked()).toHaveLength(9)
  })

  it('tells that older notifications could not be loaded, and tries again', async () => {
    server.add({ content: example('comment.replied') })
    server.addMany(40)
    const driver = await BellDriver.open()
    server.hasNoPages = true
    driver.chooseFilter('Interaction')
    await eventually(() => driver.find('.older-failed') !== null)
    expect(asked()).toHaveLength(1)
    server.hasNoPages = false
    driver.part('load-older')?.click()
    await eventually(() => driver.rows.length === 1)
  })
})

describe('a closed panel', () => {
  it('asks the server again when it opens, for the member that the bell has by then', async () => {
    server.add({ content: example('comment.replied') })
    server.addMany(40)
    const driver = await BellDriver.open()
    driver.chooseFilter('Interaction')
    await eventually(() => driver.rows.length === 1)
    driver.bell.open = false
    await driver.bell.updateComplete
    driver.bell.member = 'leo'
    await driver.bell.updateComplete
    driver.bell.open = true
    await eventually(() => asked().length === 2)
    await eventually(() => driver.rows.length === 1)
  })
})

describe('an open panel', () => {
  it('says so when its member is signed out', async () => {
    server.addMany(1)
    const driver = await BellDriver.open()
    driver.bell.inbox?.logOut()
    await eventually(() => driver.find('.notice-title') !== null)
    expect(driver.find('.notice-title')?.textContent).toBe('You are signed out')
  })
})

describe('"Load older"', () => {
  it('passes the focus to a row when it disappears with the last page', async () => {
    server.addMany(45)
    const driver = await BellDriver.open()
    driver.part('load-older')?.focus()
    driver.part('load-older')?.click()
    await eventually(() => driver.rows.length === 45)
    await eventually(() => driver.focused !== null && driver.part('load-older') === null)
    expect(driver.focused?.closest('.row')).not.toBeNull()
  })
})

describe('a new notification', () => {
  it('is shown once the focused row, the last of the list, is removed', async () => {
    server.addMany(1)
    const driver = await BellDriver.open()
    const [first] = driver.bell.inbox?.$notifications.get() ?? []
    driver.find('.link')?.focus()
    server.addMany(1)
    await eventually(() => driver.part('new') !== null)
    driver.bell.inbox?.remove(first?.id ?? '')
    await eventually(() => driver.part('new') === null)
    expect(driver.rows).toHaveLength(1)
    expect(driver.focused).toBe(driver.find('.link'))
  })
})

describe('a list that loses every loaded row', () => {
  it('continues with older notifications, and is called empty only after the last', async () => {
    server.addMany(45)
    const driver = await BellDriver.open()
    removeAllLoaded(driver.bell)
    await eventually(() => driver.rows.length === 15)
    expect(driver.badge).toBe('15')
    removeAllLoaded(driver.bell)
    await eventually(() => driver.find('.notice') !== null)
    expect(driver.find('.notice')?.textContent).toContain('cleared')
    expect(driver.badge).toBeUndefined()
  })

  it('tells that older notifications could not be loaded, and tries again', async () => {
    server.addMany(45)
    const driver = await BellDriver.open()
    server.hasNoPages = true
    removeAllLoaded(driver.bell)
    await eventually(() => driver.find('.older-failed') !== null)
    expect(driver.find('.notice')).toBeNull()
    server.hasNoPages = false
    driver.part('load-older')?.click()
    await eventually(() => driver.rows.length === 15)
  })
})
