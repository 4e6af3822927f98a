import { describe, expect, it } from 'vitest'
import { ListWindow } from '../../../../src/components/notification-panel/list/list-window.js'
import type { InboxNotification } from '../../../../src/store/listing.js'

/** A list of unread notifications with the ids `first` to `last`, the newest first. */
const listOf = (last: number, first = 1): InboxNotification[] =>
  Array.from({ length: last - first + 1 }, (_, index) => notificationOf(last - index))

const notificationOf = (number: number, category = 'learning') =>
  ({
    id: String(number),
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString(),
    category,
    isUnread: true,
  }) as InboxNotification

const idsOf = (list: readonly InboxNotification[]) => list.map(({ id }) => Number(id))

describe('the window of a list', () => {
  it('shows thirty notifications, and thirty more with each growth', () => {
    const window = new ListWindow()
    const list = listOf(70)
    expect(window.show(list, false)).toMatchObject({ newCount: 0, hasMoreLoaded: true })
    expect(window.show(list, false).rows).toHaveLength(30)
    window.grow()
    expect(window.show(list, false).rows).toHaveLength(60)
    window.grow()
    expect(window.show(list, false)).toMatchObject({ rows: list, hasMoreLoaded: false })
  })

  it('holds new notifications back while the member reads, and counts them', () => {
    const window = new ListWindow()
    window.show(listOf(5), false)
    const shown = window.show(listOf(8), true)
    expect(idsOf(shown.rows)).toEqual([5, 4, 3, 2, 1])
    expect(shown.newCount).toBe(3)
    expect(window.show(listOf(8), false).newCount).toBe(0)
  })

  it('shows new notifications after a reset, even while the member reads', () => {
    const window = new ListWindow()
    window.show(listOf(5), false)
    window.reset()
    expect(window.show(listOf(8), true)).toMatchObject({ rows: listOf(8), newCount: 0 })
  })

  it('holds new notifications back after the notification at the top is removed', () => {
    const window = new ListWindow()
    window.show(listOf(5), false)
    const list = listOf(8).filter(({ id }) => id !== '5')
    expect(idsOf(window.show(list, true).rows)).toEqual([4, 3, 2, 1])
  })

  it('shows new notifications once every older one is removed', () => {
    const window = new ListWindow()
    window.show(listOf(5), false)
    const shown = window.show(listOf(8, 6), true)
    expect(idsOf(shown.rows)).toEqual([8, 7, 6])
    expect(shown.newCount).toBe(0)
  })

  it('counts and shows only notifications that pass the filter and the search', () => {
    const window = new ListWindow()
    const list = [notificationOf(3), notificationOf(2, 'system'), notificationOf(1)]
    window.filter = 'learning'
    expect(idsOf(window.show(list, false).rows)).toEqual([3, 1])
    window.text = { q: 'one', lets: ({ id }) => id === '1' }
    expect(idsOf(window.show(list, false).rows)).toEqual([1])
    expect(window.count(list)).toBe(1)
    expect(window.query).toEqual({ category: 'learning', q: 'one' })
  })

  it('is filled once the list has enough notifications for the wanted pages', () => {
    const window = new ListWindow()
    expect(window.isFull(listOf(29), 0)).toBe(false)
    expect(window.isFull(listOf(30), 0)).toBe(true)
    expect(window.isFull(listOf(59), 1)).toBe(false)
    expect(window.isFull(listOf(60), 1)).toBe(true)
  })
})
