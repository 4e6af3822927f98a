import { isUnread, isVisible, type Content, type Row } from '../protocol/index.js'
import type { View } from './fold.js'
import { byNewest, type ListKey } from './state.js'

/** A notification of the list. It is the same object as long as nothing about it changes. */
export interface InboxNotification extends Content {
  readonly id: string
  readonly category: string
  /** The creation time, in ISO 8601 UTC. */
  readonly createdAt: string
  readonly isUnread: boolean
}

/** Turns rows into the list, newest first, down to the oldest loaded row. */
type MakeList = (view: View | null, oldest: ListKey | null) => readonly InboxNotification[]

/** Creates a listing. It answers the same question again with the same list. */
export function createListing(): MakeList {
  let asked: readonly unknown[] = []
  let answer: readonly InboxNotification[] = []
  // A row is replaced and never changed, so it is a valid cache key. An unchanged notification
  // keeps its identity and is not rendered again.
  const made = new WeakMap<Row, InboxNotification>()
  const present = (row: Row, content: Content, unread: boolean): InboxNotification => {
    const held = made.get(row)
    if (held?.isUnread === unread) return held
    const { id, category, createdAt } = row
    const notification = { ...content, id, category, createdAt, isUnread: unread }
    made.set(row, notification)
    return notification
  }
  const listOf = (view: View, oldest: ListKey | null): readonly InboxNotification[] => {
    const list: InboxNotification[] = []
    for (const row of view.rows.values()) {
      if (!row.content || !isVisible(row, view.head)) continue
      if (oldest && byNewest(row, oldest) > 0) continue
      list.push(present(row, row.content, isUnread(row, view.head)))
    }
    return list.sort(byNewest)
  }
  return (view, oldest) => {
    if (asked[0] !== view || asked[1] !== oldest) answer = view ? listOf(view, oldest) : []
    asked = [view, oldest]
    return answer
  }
}
