import { describe, expect, it } from 'vitest'
import type { NotificationActionEvent } from '../../../../src/components/notification-panel/row/notification-row.events.js'
import { example, examples } from '../../../../src/testing/fixtures.js'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { expectAccessible } from '../../../support/expect-accessible.js'
import { InboxDriver } from '../../../support/inbox-driver.js'
import { painted } from '../../../support/painted.js'
import { serveEachTest, server } from '../../../support/test-server.js'

serveEachTest()

const notificationTypes = Object.keys(examples) as (keyof typeof examples)[]

/** The notification ids of the rows, from top to bottom. */
const ids = (driver: BellDriver) => driver.rows.map(({ dataset }) => dataset['id'])

describe('a row', () => {
  it('is marked as read and as unread by its button', async () => {
    server.add()
    const driver = await BellDriver.open()
    expect(driver.tool(0, 'toggle-read')?.ariaLabel).toMatch(
      /^Mark as read: \u2068New lesson.*\u2069$/,
    )
    driver.tool(0, 'toggle-read')?.click()
    await eventually(() => driver.badge === undefined)
    expect(driver.tool(0, 'toggle-read')?.ariaLabel).toMatch(/^Mark as unread: /)
    driver.tool(0, 'toggle-read')?.click()
    await eventually(() => driver.badge === '1')
    await expectAccessible(driver.bell)
  })

  it('is removed by its button, passes the focus to the next row, and returns with "Undo"', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    const [, second, third] = ids(driver)
    driver.link(1)?.focus()
    driver.tool(1, 'remove')?.click()
    await eventually(() => driver.rows.length === 2)
    await eventually(() => driver.focused?.closest<HTMLElement>('.row')?.dataset['id'] === third)
    driver.link(1)?.focus()
    driver.tool(1, 'remove')?.click()
    await eventually(() => driver.rows.length === 1)
    await eventually(() => driver.focused?.closest('.row') === driver.rows[0])
    driver.part('undo-button')?.click()
    await eventually(() => ids(driver).includes(third))
    expect(ids(driver)).not.toContain(second)
  })

  it('passes the focus to the heading when it is removed as the last', async () => {
    server.add()
    const driver = await BellDriver.open()
    driver.link(0)?.focus()
    driver.tool(0, 'remove')?.click()
    await eventually(() => driver.find('.notice') !== null)
    await eventually(() => driver.focused === driver.part('heading'))
    expect(driver.find('.notice')?.textContent).toContain('You’re all caught up')
  })

  it('has its buttons in the tab order only while it contains the focus', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    const reachable = () => driver.findAll('.tool').map(({ tabIndex }) => tabIndex)
    expect(reachable()).toEqual([])
    driver.tool(0, 'remove')
    expect(reachable()).toEqual([-1, -1, -1])
    driver.link(1)?.focus()
    expect(reachable()).toEqual([-1, -1, -1, 0, 0, 0])
    driver.link(2)?.focus()
    expect(reachable()).toEqual([-1, -1, -1, 0, 0, 0])
    expect(driver.rows[2]?.querySelector('.tool')).not.toBeNull()
  })

  it('has at most twelve elements, and three more for its secondary actions', async () => {
    const secondaryActions = [{ id: 'sign', label: 'Sign now', url: '/documents/7/sign' }]
    const { title } = example('lesson.published')
    const bare = { title, message: '' }
    const added = notificationTypes.flatMap((type) => {
      const whole = { ...example(type), message: 'Geometry I', actionUrl: '/courses' }
      const contents = [example(type), whole, { type, ...bare }, { ...whole, secondaryActions }]
      return contents.flatMap((content) => [
        server.add({ content }),
        server.add({ content, kind: 'read', readPos: server.position.u + 1 }),
      ])
    })
    const driver = await InboxDriver.show()
    while (driver.part('load-older')) {
      driver.part('load-older')?.click()
      await painted()
    }
    await eventually(() => driver.rows.length === added.length)
    const counts = driver.rows.map((row) => {
      const actions = row.querySelectorAll('[part=action]').length
      // One around the actions, and for each of them a link with a text.
      return row.querySelectorAll('*').length + 1 - (actions > 0 ? 1 + 2 * actions : 0)
    })
    expect(driver.parts('action')).toHaveLength(2 * notificationTypes.length)
    expect(Math.max(...counts)).toBeLessThanOrEqual(12)
    expect(driver.findAll('.row.unread')).toHaveLength(added.length / 2)
  })

  it('offers secondary actions as links, and fires notification-action for the chosen one', async () => {
    const secondaryActions = [
      { id: 'sign', label: 'Sign now', url: '/documents/7/sign' },
      { id: 'evil', label: 'Evil', url: 'javascript:alert(1)' },
    ]
    server.add({ content: { ...example('document.published'), secondaryActions } })
    const driver = await BellDriver.open()
    const actions = driver.parts('action')
    expect(actions.map(({ textContent }) => textContent)).toEqual(['Sign now'])
    await expectAccessible(driver.bell)
    let told: NotificationActionEvent | undefined
    driver.bell.addEventListener('notification-action', (event) => {
      told = event
      event.preventDefault()
    })
    actions[0]?.click()
    expect(told?.action).toBe('sign')
    expect(told?.href).toBe(new URL('/documents/7/sign', location.href).href)
    await eventually(() => driver.badge === undefined)
  })
})
