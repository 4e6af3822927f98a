import { fixture, html } from '@open-wc/testing'
import { describe, expect, it, vi } from 'vitest'
import type { NotificationBell } from '../../../src/components/notification-bell/notification-bell.js'
import {
  badge,
  button,
  choose,
  connected,
  endpoint,
  eventually,
  expectAccessible,
  focused,
  isOpen,
  opened,
  panel,
  rows,
  serveEachTest,
  server,
  titles,
  within,
} from '../../support/bell.js'

serveEachTest()

describe('the panel', () => {
  it('opens as a labelled dialog, with the focus on its heading', async () => {
    server.addMany(3)
    const bell = await opened()
    expect(isOpen(bell)).toBe(true)
    expect(panel(bell).getAttribute('aria-label')).toBe('Notifications')
    expect(button(bell).getAttribute('aria-expanded')).toBe('true')
    await expectAccessible(bell)
  })

  it('closes, and gives the focus back', async () => {
    const bell = await opened()
    const closed = new Promise((resolve) => bell.addEventListener('inbox-close', resolve))
    bell.hide()
    await closed
    expect(isOpen(bell)).toBe(false)
    expect(button(bell).getAttribute('aria-expanded')).toBe('false')
    expect(focused(bell)).toBe(button(bell))
  })

  it('tells when it opens and closes', async () => {
    const bell = await connected()
    const told: string[] = []
    for (const type of ['inbox-open', 'inbox-close'])
      bell.addEventListener(type, () => told.push(type))
    bell.show()
    await eventually(() => told.length === 1)
    bell.hide()
    await eventually(() => told.length === 2)
    expect(told).toEqual(['inbox-open', 'inbox-close'])
  })

  it('lists icon, title, message and time of each, newest first', async () => {
    server.add({ content: { type: 'exam.graded', title: 'First', message: 'It came before' } })
    server.add({ content: { type: 'comment.created', title: 'Second', message: 'It came after' } })
    const bell = await opened()
    expect(titles(bell)).toEqual(['Second', 'First'])
    for (const row of rows(bell)) {
      expect(row.querySelector('[part=icon] svg')).not.toBeNull()
      expect(row.querySelector('[part=message]')?.textContent).toMatch(/^It came/)
      expect(row.querySelector('time')?.dateTime).toMatch(/^2026-/)
    }
  })

  it('draws new ones while it is open, and keeps the rows that were there', async () => {
    server.add()
    const bell = await opened()
    const [before] = rows(bell)
    server.add()
    await eventually(() => rows(bell).length === 2)
    expect(rows(bell)[1]).toBe(before)
  })

  it('shows what people wrote as text', async () => {
    const evil = '<img src=x onerror="window.hacked = true"><b>bold</b>'
    server.add({ content: { type: 'channel.message', title: evil, message: evil } })
    const bell = await opened()
    expect(titles(bell)).toEqual([evil])
    expect(within(bell, 'img, b')).toBeNull()
    expect('hacked' in window).toBe(false)
  })

  it.each(['javascript:alert(1)', '//elsewhere.example', 'data:text/html,x'])(
    'shows a notification with the link %s without a link',
    async (actionUrl) => {
      server.add({ content: { type: 'lesson.published', title: 'T', message: 'M', actionUrl } })
      const bell = await opened()
      expect(rows(bell)).toHaveLength(1)
      expect(within(bell, 'a')).toBeNull()
    },
  )

  it('shows an unknown type with the bell, under "System"', async () => {
    server.add({
      category: 'ranking',
      content: { type: 'ranking.changed', title: 'Third place', message: '' },
    })
    const bell = await opened()
    expect(within(bell, '.tile.system svg')).not.toBeNull()
    expect(within(bell, '[part=message]')).toBeNull()
  })

  it('marks all as read', async () => {
    server.addMany(3)
    const bell = await opened()
    within(bell, '[part=mark-all]')?.click()
    await eventually(() => badge(bell) === undefined)
    expect(within(bell, '[part=unread-mark]')).toBeNull()
    await eventually(() => server.counts.unread === 0)
    expect(within(bell, '[part=mark-all]')?.ariaDisabled).toBe('true')
  })

  it('takes "Mark all as read" back by "Undo"', async () => {
    server.addMany(3)
    const bell = await opened()
    within(bell, '[part=mark-all]')?.click()
    await eventually(() => within(bell, '[part=undo]') !== null)
    expect(within(bell, '[part=undo]')?.textContent).toContain('All marked as read')
    await expectAccessible(bell)
    within(bell, '[part=undo-button]')?.click()
    await eventually(() => badge(bell) === '3')
    expect(within(bell, '[part=undo]')).toBeNull()
    expect(focused(bell)).toBe(within(bell, '[part=heading]'))
  })

  it('says what could not be saved, and tries again', async () => {
    server.addMany(2)
    const bell = await opened()
    server.refusalOf = ({ type }) => (type === 'read-all' ? 'epoch' : undefined)
    within(bell, '[part=mark-all]')?.click()
    await eventually(() => within(bell, '[part=refusal]') !== null)
    expect(within(bell, '[part=refusal]')?.textContent).toContain('could not be saved')
    expect(within(bell, '[part=undo]')).toBeNull()
    expect(badge(bell)).toBe('2')
    await expectAccessible(bell)
    server.refusalOf = () => undefined
    within(bell, '[part=refusal-button]')?.click()
    await eventually(() => badge(bell) === undefined && server.counts.unread === 0)
    expect(within(bell, '[part=refusal]')).toBeNull()
    expect(focused(bell)).toBe(within(bell, '[part=heading]'))
  })

  it('says that it is too late to take something back', async () => {
    server.addMany(2)
    const bell = await opened()
    within(bell, '[part=mark-all]')?.click()
    await eventually(() => server.counts.unread === 0)
    server.refusalOf = ({ type }) => (type === 'undo' ? 'superseded' : undefined)
    within(bell, '[part=undo-button]')?.click()
    await eventually(() => within(bell, '[part=refusal]') !== null)
    expect(within(bell, '[part=refusal]')?.textContent).toContain('no longer be undone')
    expect(within(bell, '[part=refusal-button]')).toBeNull()
  })

  it('counts what is there as seen when it opens', async () => {
    server.addMany(2)
    await opened()
    await eventually(() => server.counts.unseen === 0)
    expect(server.counts.unread).toBe(2)
  })

  it('clears the history, which is what was read, and takes that back', async () => {
    server.addMany(3)
    const bell = await opened()
    choose(bell, 0, { ctrlKey: true })
    await eventually(() => badge(bell) === '2')
    within(bell, '[part=more]')?.click()
    await eventually(() => within(bell, '[part=menu]')?.matches(':popover-open') === true)
    await expectAccessible(bell)
    within(bell, '[part=clear-history]')?.click()
    await eventually(() => rows(bell).length === 2)
    expect(within(bell, '[part=menu]')?.matches(':popover-open')).toBe(false)
    expect(badge(bell)).toBe('2')
    within(bell, '[part=undo-button]')?.click()
    await eventually(() => rows(bell).length === 3)
  })

  it('clears all, keeps the focus in the panel, and takes it back', async () => {
    server.addMany(3)
    const bell = await opened()
    within(bell, '[part=more]')?.click()
    within(bell, '[part=clear-all]')?.click()
    await eventually(() => within(bell, '.notice') !== null)
    expect(badge(bell)).toBeUndefined()
    expect(focused(bell)).toBe(within(bell, '[part=heading]'))
    within(bell, '[part=undo-button]')?.click()
    await eventually(() => rows(bell).length === 3)
    expect(badge(bell)).toBe('3')
  })

  it('has no history to clear where nothing is read', async () => {
    server.addMany(2)
    const bell = await opened()
    expect(within(bell, '[part=clear-history]')?.ariaDisabled).toBe('true')
    within(bell, '[part=clear-history]')?.click()
    expect(rows(bell)).toHaveLength(2)
    expect(within(bell, '[part=undo]')).toBeNull()
  })

  it('loads older pages on demand', async () => {
    server.addMany(65)
    const bell = await opened()
    expect(rows(bell)).toHaveLength(30)
    within(bell, '[part=load-older]')?.click()
    await eventually(() => rows(bell).length === 60)
    within(bell, '[part=load-older]')?.click()
    await eventually(() => rows(bell).length === 65)
    expect(within(bell, '[part=load-older]')).toBeNull()
  })

  it('draws no more rows than were asked for, however many come', async () => {
    const bell = await opened()
    server.addMany(80)
    await eventually(() => rows(bell).length === 30)
    expect(titles(bell)).toHaveLength(30)
    within(bell, '[part=load-older]')?.click()
    await eventually(() => rows(bell).length === 60)
    bell.hide()
    await eventually(() => !bell.open)
    bell.show()
    await eventually(() => bell.open && rows(bell).length === 30)
  })

  it('says when older pages cannot be had, and tries again', async () => {
    server.addMany(31)
    const bell = await opened()
    server.failure = 500
    within(bell, '[part=load-older]')?.click()
    await eventually(() => within(bell, '.older-failed') !== null)
    server.failure = undefined
    within(bell, '[part=load-older]')?.click()
    await eventually(() => rows(bell).length === 31)
    expect(within(bell, '.older-failed')).toBeNull()
  })

  it('is empty in words where there is nothing', async () => {
    const bell = await opened()
    expect(within(bell, '.notice')?.textContent).toContain('Nothing here yet')
    await expectAccessible(bell)
  })

  it('waits in bones, then says that it failed, then shows the list when it can', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    server.add()
    server.failure = 503
    const bell = await fixture<NotificationBell>(
      html`<notification-bell endpoint=${endpoint} open></notification-bell>`,
    )
    await eventually(() => within(bell, '.skeleton') !== null)
    // A connection may be gone for a while before anybody is told.
    await eventually(async () => {
      await vi.advanceTimersByTimeAsync(500)
      return within(bell, '.notice')
    })
    vi.useRealTimers()
    expect(within(bell, '.notice')?.textContent).toContain('out of reach')
    await expectAccessible(bell)
    server.failure = undefined
    within(bell, '.notice button')?.click()
    await eventually(() => rows(bell).length === 1)
    await eventually(() => within(bell, '[part=status]')?.textContent === 'Live')
  })

  it('says that the member is signed out', async () => {
    server.failure = 401
    const bell = await fixture<NotificationBell>(
      html`<notification-bell endpoint=${endpoint} open></notification-bell>`,
    )
    await eventually(() => within(bell, '.notice') !== null)
    expect(within(bell, '.notice')?.textContent).toContain('signed out')
  })
})
