import { html } from '@open-wc/testing'
import { describe, expect, it, vi } from 'vitest'
import { BellDriver } from '../../support/bell-driver.js'
import { eventually } from '../../support/eventually.js'
import { expectAccessible } from '../../support/expect-accessible.js'
import { endpoint, serveEachTest, server } from '../../support/test-server.js'

serveEachTest()

describe('the panel', () => {
  it('opens as a labelled dialog, with the focus on its heading', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    expect(driver.isOpen).toBe(true)
    expect(driver.panel.getAttribute('aria-label')).toBe('Notifications')
    expect(driver.button.getAttribute('aria-expanded')).toBe('true')
    await expectAccessible(driver.bell)
  })

  it('closes, and gives the focus back to its button', async () => {
    const driver = await BellDriver.open()
    const closed = new Promise((resolve) => driver.bell.addEventListener('inbox-close', resolve))
    driver.bell.hide()
    await closed
    expect(driver.isOpen).toBe(false)
    await driver.bell.updateComplete
    expect(driver.button.getAttribute('aria-expanded')).toBe('false')
    expect(driver.focused).toBe(driver.button)
  })

  it('fires inbox-open and inbox-close', async () => {
    const driver = await BellDriver.connect()
    const told: string[] = []
    for (const type of ['inbox-open', 'inbox-close'])
      driver.bell.addEventListener(type, () => told.push(type))
    driver.bell.show()
    await eventually(() => told.length === 1)
    driver.bell.hide()
    await eventually(() => told.length === 2)
    expect(told).toEqual(['inbox-open', 'inbox-close'])
  })

  it('lists each notification with icon, title, message and time, newest first', async () => {
    server.add({ content: { type: 'exam.graded', title: 'First', message: 'It came before' } })
    server.add({ content: { type: 'comment.created', title: 'Second', message: 'It came after' } })
    const driver = await BellDriver.open()
    expect(driver.titles).toEqual(['Second', 'First'])
    for (const row of driver.rows) {
      expect(row.querySelector('svg[part=icon]')).not.toBeNull()
      expect(row.querySelector('[part=message]')?.textContent).toMatch(/^It came/)
      expect(row.querySelector('time')?.dateTime).toMatch(/^2026-/)
    }
  })

  it('adds a row for a new notification, and keeps the rows that were there', async () => {
    server.add()
    const driver = await BellDriver.open()
    const [before] = driver.rows
    server.add()
    await eventually(() => driver.rows.length === 2)
    expect(driver.rows[1]).toBe(before)
  })

  it('shows titles and messages as text, not as markup', async () => {
    const evil = '<img src=x onerror="window.hacked = true"><b>bold</b>'
    server.add({ content: { type: 'channel.message', title: evil, message: evil } })
    const driver = await BellDriver.open()
    expect(driver.titles).toEqual([evil])
    expect(driver.find('img, b')).toBeNull()
    expect('hacked' in window).toBe(false)
  })

  it.each(['javascript:alert(1)', '//elsewhere.example', 'data:text/html,x'])(
    'shows no link for the unsafe address %s',
    async (actionUrl) => {
      server.add({ content: { type: 'lesson.published', title: 'T', message: 'M', actionUrl } })
      const driver = await BellDriver.open()
      expect(driver.rows).toHaveLength(1)
      expect(driver.find('a')).toBeNull()
    },
  )

  it('shows a notification of an unknown type with the bell icon, under "System"', async () => {
    server.add({
      category: 'ranking',
      content: { type: 'ranking.changed', title: 'Third place', message: '' },
    })
    const driver = await BellDriver.open()
    expect(driver.find('svg.tile.system')).not.toBeNull()
    expect(driver.part('message')).toBeNull()
  })

  it('marks all notifications as read', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    driver.part('mark-all')?.click()
    await eventually(() => driver.badge === undefined)
    expect(driver.part('unread-mark')).toBeNull()
    await eventually(() => server.counts.unread === 0)
    expect(driver.part('mark-all')?.ariaDisabled).toBe('true')
  })

  it('undoes "Mark all as read" with "Undo"', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    driver.part('mark-all')?.click()
    await eventually(() => driver.part('undo') !== null)
    expect(driver.part('undo')?.textContent).toContain('All marked as read')
    await expectAccessible(driver.bell)
    driver.part('undo-button')?.click()
    await eventually(() => driver.badge === '3')
    expect(driver.part('undo')).toBeNull()
    expect(driver.focused).toBe(driver.part('heading'))
  })

  it('tells that a change could not be saved, and tries it again', async () => {
    server.addMany(2)
    const driver = await BellDriver.open()
    server.refusalOf = ({ type }) => (type === 'read-all' ? 'epoch' : undefined)
    driver.part('mark-all')?.click()
    await eventually(() => driver.part('refusal') !== null)
    expect(driver.part('refusal')?.textContent).toContain('could not be saved')
    expect(driver.part('undo')).toBeNull()
    expect(driver.badge).toBe('2')
    await expectAccessible(driver.bell)
    server.refusalOf = () => undefined
    driver.part('refusal-button')?.click()
    await eventually(() => driver.badge === undefined && server.counts.unread === 0)
    expect(driver.part('refusal')).toBeNull()
    expect(driver.focused).toBe(driver.part('heading'))
  })

  it('tells that a change can no longer be undone', async () => {
    server.addMany(2)
    const driver = await BellDriver.open()
    driver.part('mark-all')?.click()
    await eventually(() => server.counts.unread === 0 && driver.part('undo-button') !== null)
    server.refusalOf = ({ type }) => (type === 'undo' ? 'superseded' : undefined)
    driver.part('undo-button')?.click()
    await eventually(() => driver.part('refusal') !== null)
    expect(driver.part('refusal')?.textContent).toContain('no longer be undone')
    expect(driver.part('refusal-button')).toBeNull()
  })

  it('marks every notification as seen when it opens', async () => {
    server.addMany(2)
    await BellDriver.open()
    await eventually(() => server.counts.unseen === 0)
    expect(server.counts.unread).toBe(2)
  })

  it('clears the history of read notifications, and undoes that', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    driver.chooseRow(0, { ctrlKey: true })
    await eventually(() => driver.badge === '2')
    driver.part('more')?.click()
    await eventually(() => driver.part('menu')?.matches(':popover-open') === true)
    await expectAccessible(driver.bell)
    driver.part('clear-history')?.click()
    await eventually(() => driver.rows.length === 2)
    expect(driver.part('menu')?.matches(':popover-open')).toBe(false)
    expect(driver.badge).toBe('2')
    driver.part('undo-button')?.click()
    await eventually(() => driver.rows.length === 3)
  })

  it('clears all notifications, keeps the focus in the panel, and undoes that', async () => {
    server.addMany(3)
    const driver = await BellDriver.open()
    driver.part('more')?.click()
    driver.part('clear-all')?.click()
    await eventually(() => driver.find('.notice') !== null)
    expect(driver.badge).toBeUndefined()
    expect(driver.focused).toBe(driver.part('heading'))
    driver.part('undo-button')?.click()
    await eventually(() => driver.rows.length === 3)
    expect(driver.badge).toBe('3')
  })

  it('offers no history to clear while nothing is read', async () => {
    server.addMany(2)
    const driver = await BellDriver.open()
    expect(driver.part('clear-history')?.ariaDisabled).toBe('true')
    driver.part('clear-history')?.click()
    expect(driver.rows).toHaveLength(2)
    expect(driver.part('undo')).toBeNull()
  })

  it('loads older notifications on demand', async () => {
    server.addMany(65)
    const driver = await BellDriver.open()
    expect(driver.rows).toHaveLength(30)
    driver.part('load-older')?.click()
    await eventually(() => driver.rows.length === 60)
    driver.part('load-older')?.click()
    await eventually(() => driver.rows.length === 65)
    expect(driver.part('load-older')).toBeNull()
  })

  it('draws no more rows than the member asked for, however many notifications arrive', async () => {
    const driver = await BellDriver.open()
    server.addMany(80)
    await eventually(() => driver.rows.length === 30)
    expect(driver.titles).toHaveLength(30)
    driver.part('load-older')?.click()
    await eventually(() => driver.rows.length === 60)
    driver.bell.hide()
    await eventually(() => !driver.isOpen)
    driver.bell.show()
    await eventually(() => driver.isOpen && driver.rows.length === 30)
  })

  it('tells that older notifications could not be loaded, and tries again', async () => {
    server.addMany(31)
    const driver = await BellDriver.open()
    server.failure = 500
    driver.part('load-older')?.click()
    await eventually(() => driver.find('.older-failed') !== null)
    server.failure = undefined
    driver.part('load-older')?.click()
    await eventually(() => driver.rows.length === 31)
    expect(driver.find('.older-failed')).toBeNull()
  })

  it('says so when there are no notifications', async () => {
    const driver = await BellDriver.open()
    expect(driver.find('.notice')?.textContent).toContain('Nothing here yet')
    await expectAccessible(driver.bell)
  })

  it('shows a skeleton, then an error, then the list once the server answers', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    server.add()
    server.failure = 503
    const driver = await BellDriver.render(
      html`<notification-bell endpoint=${endpoint} open></notification-bell>`,
    )
    await eventually(() => driver.find('.skeleton') !== null)
    // The panel shows a lost connection only after a delay.
    await eventually(async () => {
      await vi.advanceTimersByTimeAsync(500)
      return driver.find('.notice')
    })
    vi.useRealTimers()
    expect(driver.find('.notice')?.textContent).toContain('out of reach')
    await expectAccessible(driver.bell)
    server.failure = undefined
    driver.find('.notice button')?.click()
    await eventually(() => driver.rows.length === 1)
    await eventually(() => driver.part('status')?.textContent === 'Live')
  })

  it('says so when the member is signed out', async () => {
    server.failure = 401
    const driver = await BellDriver.render(
      html`<notification-bell endpoint=${endpoint} open></notification-bell>`,
    )
    await eventually(() => driver.find('.notice') !== null)
    expect(driver.find('.notice')?.textContent).toContain('signed out')
  })

  it('shows the page’s slots in its header, in its footer and in its empty list', async () => {
    const driver = await BellDriver.render(
      html`<notification-bell endpoint=${endpoint}>
        <b slot="header">Head</b><a slot="footer" href="/s">Foot</a>
        <p slot="empty">All quiet</p>
      </notification-bell>`,
    )
    await eventually(() => server.streamCount > 0)
    driver.button.click()
    await eventually(() => driver.find('slot[name=empty]') !== null)
    for (const name of ['header', 'footer', 'empty']) {
      const slot = driver.find(`slot[name=${name}]`) as HTMLSlotElement
      expect(slot.assignedElements()).toHaveLength(1)
      expect(driver.bell.querySelector(`[slot=${name}]`)?.checkVisibility()).toBe(true)
    }
    await expectAccessible(driver.bell)
  })
})
