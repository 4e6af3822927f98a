import {
  COUNT_LIMIT,
  isUnread,
  isUnseen,
  type Counts,
  type Head,
  type Row,
} from '../protocol/index.js'
import type { Confirmed, PendingCommand } from './state.js'

interface Marked {
  readonly rows: ReadonlyMap<string, Row>
  readonly head: Head
}

/**
 * The counts with pending commands acted out. The server counted rows that never reached this page,
 * so a single command moves its number by what it did to the rows that are known. A command up to a
 * place settles everything below that place, known or not, and everything above it is known.
 */
export function foldCounts(
  confirmed: Confirmed,
  view: Marked,
  acting: readonly PendingCommand[],
): Counts {
  const before = tally(confirmed)
  const after = tally(view)
  const settled = settledCategories(acting)
  const base = confirmed.counts.unreadByCategory
  const unreadByCategory: Record<string, number> = {}
  for (const category of new Set([...Object.keys(base), ...after.unread.keys()])) {
    unreadByCategory[category] = adjust(
      base[category] ?? 0,
      before.unread.get(category) ?? 0,
      after.unread.get(category) ?? 0,
      settled === 'all' || settled.has(category),
    )
  }
  const unread = Math.min(
    COUNT_LIMIT,
    Object.values(unreadByCategory).reduce((sum, count) => sum + count, 0),
  )
  const unseen = adjust(
    confirmed.counts.unseen,
    before.unseen,
    after.unseen,
    settled === 'all' || acting.some(({ command }) => command.type === 'seen'),
  )
  // Of unseen ones that never reached this page the category is not known; read, none is unseen.
  return { unread, unreadByCategory, unseen: Math.min(unseen, unread) }
}

const adjust = (base: number, before: number, after: number, isSettled: boolean): number => {
  if (isSettled) return after
  return base >= COUNT_LIMIT ? base : Math.max(0, base + after - before)
}

function settledCategories(acting: readonly PendingCommand[]): 'all' | Set<string> {
  const settled = new Set<string>()
  for (const { command } of acting) {
    if (command.type !== 'read-all' && command.type !== 'clear-all') continue
    if (command.category === undefined) return 'all'
    settled.add(command.category)
  }
  return settled
}

function tally({ rows, head }: Marked): { unread: Map<string, number>; unseen: number } {
  const unread = new Map<string, number>()
  let unseen = 0
  for (const row of rows.values()) {
    if (!isUnread(row, head)) continue
    unread.set(row.category, (unread.get(row.category) ?? 0) + 1)
    if (isUnseen(row, head)) unseen += 1
  }
  return { unread, unseen }
}
