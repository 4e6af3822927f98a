import type { Head, Position, SnapshotReason } from 'belfry/protocol'
import type { Transaction } from './database.js'
import type { InboxKey } from './inbox-key.js'

/** The state of an inbox without its rows, from one snapshot of the database. */
export interface StoredInbox {
  readonly epoch: string
  readonly position: Position
  /** The lowest position that a delta can start from. */
  readonly floor: Position
  /**
   * The reason that a snapshot gives to a client below the floor, for each part of the position.
   */
  readonly floorReasons: { readonly u: SnapshotReason; readonly b: SnapshotReason }
  readonly head: Head
  readonly gamification: boolean
  /** The categories that must not leave the server. */
  readonly hidden: readonly string[]
  /** The member's language; `null` if it is unknown. */
  readonly locale: string | null
}

interface StateRow {
  epoch: string
  u: number
  b: number
  floor_u: number
  floor_b: number
  inbox_reason: SnapshotReason
  platform_reason: SnapshotReason
  head_rev: number
  seen_u: number
  seen_b: number
  gamification: boolean
  locale: string | null
  read: Record<string, Position>
  clear: Record<string, Position>
}

/** Reads the state of an inbox; `null` if the directory does not know the member. */
export async function readInboxState(
  transaction: Transaction,
  { platform, member }: InboxKey,
): Promise<StoredInbox | null> {
  const [row] = await transaction.query<StateRow>(
    `select l.epoch, i.u, p.b, i.floor_u, p.floor_b, i.floor_reason as inbox_reason,
      p.floor_reason as platform_reason, i.head_rev, i.seen_u, i.seen_b, p.gamification, m.locale,
      coalesce(g.read, '{}') as read, coalesce(g.clear, '{}') as clear
    from inboxes i
    join platforms p on p.platform = i.platform
    join members m on m.platform = i.platform and m.member = i.member
    cross join lineage l
    cross join lateral (
      select
        jsonb_object_agg(category, jsonb_build_object('u', read_u, 'b', read_b))
          filter (where read_u > 0 or read_b > 0) as read,
        jsonb_object_agg(category, jsonb_build_object('u', clear_u, 'b', clear_b))
          filter (where clear_u > 0 or clear_b > 0) as clear
      from registers where platform = i.platform and member = i.member
    ) g
    where i.platform = $1 and i.member = $2`,
    [platform, member],
  )
  return row ? toState(row) : null
}

const toState = (row: StateRow): StoredInbox => ({
  epoch: row.epoch,
  position: { u: row.u, b: row.b },
  floor: { u: row.floor_u, b: row.floor_b },
  floorReasons: { u: row.inbox_reason, b: row.platform_reason },
  head: {
    rev: row.head_rev,
    read: row.read,
    clear: row.clear,
    seen: { u: row.seen_u, b: row.seen_b },
  },
  gamification: row.gamification,
  hidden: hiddenCategories(row.gamification),
  locale: row.locale,
})

/** The position of an inbox, with the epoch that its numbers belong to. */
export interface InboxPosition extends Position {
  readonly epoch: string
}

/** Reads the positions of many inboxes with one statement. Unknown inboxes are left out. */
export const readPositions = (
  transaction: Transaction,
  keys: readonly InboxKey[],
): Promise<(InboxPosition & InboxKey)[]> =>
  transaction.query(
    `select i.platform, i.member, i.u, p.b, (select epoch from lineage) as epoch
    from unnest($1::text[], $2::text[]) as k(platform, member)
    join inboxes i on i.platform = k.platform and i.member = k.member
    join platforms p on p.platform = k.platform`,
    [keys.map(({ platform }) => platform), keys.map(({ member }) => member)],
  )

/** The categories that are hidden while gamification is off. */
export const hiddenWithoutGamification: readonly string[] = ['gamification']

/** Returns the categories that the platform's features hide. */
export const hiddenCategories = (gamification: boolean): readonly string[] =>
  gamification ? [] : hiddenWithoutGamification
