import { isUnread, isVisible, type Content, type Row } from '../protocol/index.js'
import type { View } from './fold.js'
import { byNewest, type ListKey } from './state.js'

/** One notification as the list shows it. The same object for as long as nothing about it changes. */
export interface InboxNotification extends Content {
  readonly id: string
  readonly category: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly isUnread: boolean
}

/** Turns rows into the list, newest first, down to the oldest loaded one. */
export function createListing(): (
  view: View | null,
  oldest: ListKey | null,
) => readonly InboxNotification[] {
  // A row is replaced, never changed, so it can key what was made of it: an untouched notification
  // keeps its identity, and its place on the page is not rendered again.
  const made = new WeakMap<Row, InboxNotification>()
  const present = (row: Row, content: Content, unread: boolean): InboxNotification => {
    const held = made.get(row)
    if (held?.isUnread === unread) return held
    const { id, category, createdAt } = row
    const notification = { ...content, id, category, createdAt, isUnread: unread }
    made.set(row, notification)
    return notification
  }
  return (view, oldest) => {
    if (!view) return []
    const list: InboxNotification[] = []
    for (const row of view.rows.values()) {
      if (!row.content || !isVisible(row, view.head)) continue
      if (oldest && byNewest(row, oldest) > 0) continue
      list.push(present(row, row.content, isUnread(row, view.head)))
    }
    return list.sort(byNewest)
  }
}
