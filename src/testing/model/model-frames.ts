import {
  isUnread,
  isUnseen,
  isVisible,
  isWithin,
  type Command,
  type CommandResponse,
  type Counts,
  type Delta,
  type Page,
  type Position,
  type Row,
  type Snapshot,
  type SnapshotReason,
} from '../../protocol/index.js'
import { byNewest } from '../../store/state.js'
import { readCursor, type Item } from './model-data.js'
import { ModelInbox } from './model-inbox.js'

/** The rows that a client asked for. */
export interface PageSelection {
  /**
   * The maximum number of rows.
   *
   * @default the server's number of rows
   */
  readonly limit?: number | undefined
  /**
   * Whether a row belongs to the page.
   *
   * @default every row
   */
  readonly isWanted?: (row: Row) => boolean
}

/** The rules of docs/protocol.md for the answers and frames of one member's inbox. */
export class ModelFrames extends ModelInbox {
  /** Carries commands out, in their order, and returns the changes since `base`. */
  send(base: string, commands: readonly Command[]): CommandResponse {
    const results = commands.map((command) => this.carryOut(command, base))
    return { results, frame: this.resume(base) }
  }

  /** Returns the changes since a cursor, or a snapshot if a delta cannot express them. */
  resume(cursor: string | null): Snapshot | Delta {
    if (cursor === null) return this.snapshot()
    const { epoch, position } = readCursor(cursor)
    const reason = this.refusal(epoch, position)
    if (reason) return this.snapshot(reason)
    return this.#delta(position) ?? this.snapshot('too-far')
  }

  /** Returns the reason why a cursor cannot continue; `null` if it can. */
  protected refusal(epoch: string, position: Position): SnapshotReason | null {
    const { data } = this
    if (epoch !== data.epoch) return 'epoch'
    if (!isWithin(position, data.position)) return 'ahead'
    if (position.u < data.floor.u) return data.floorReasons.u
    if (position.b < data.floor.b) return data.floorReasons.b
    return null
  }

  /** Returns the full state, with the newest rows. */
  snapshot(reason: Snapshot['reason'] = null, limit = this.options.pageRows): Snapshot {
    return {
      type: 'snapshot',
      ...this.#common(),
      reason,
      head: this.data.head,
      counts: this.counts(),
      features: { gamification: this.data.hasGamification },
      ...firstOf(this.visible(), limit),
    }
  }

  /** Returns the rows after a token of an earlier page; the newest ones for `null`. */
  page(
    after: string | null,
    { limit = this.options.pageRows, isWanted = () => true }: PageSelection = {},
  ): Page {
    const [createdAt = '', id = ''] = after?.split('|') ?? []
    const older = this.visible()
      .filter((row) => after === null || byNewest(row, { createdAt, id }) > 0)
      .filter(isWanted)
    return { type: 'page', to: this.cursor, ...firstOf(older, limit) }
  }

  /** The visible rows, newest first. */
  visible(): Row[] {
    const { head } = this.data
    return this.rows()
      .filter((row) => isVisible(row, head))
      .sort(byNewest)
  }

  /** The numbers of unread and unseen notifications. */
  counts(): Counts {
    const { head } = this.data
    const unread = this.rows().filter((row) => isUnread(row, head))
    const unreadByCategory: Record<string, number> = {}
    for (const { category } of unread)
      unreadByCategory[category] = (unreadByCategory[category] ?? 0) + 1
    return {
      unread: unread.length,
      unreadByCategory,
      unseen: unread.filter((row) => isUnseen(row, head)).length,
    }
  }

  #common() {
    const { epoch, position } = this.data
    const { inbox, now } = this.options
    return { inbox, epoch, to: this.cursor, position, now: now() }
  }

  #delta(from: Position): Delta | null {
    const { items, head, commands } = this.data
    const changed = [...items.values()].filter(
      ({ row }) => !this.isHidden(row) && (row.rev > from.u || row.revb > from.b),
    )
    if (changed.length > this.options.deltaRows) return null
    const newHead = head.rev > from.u ? head : null
    return {
      type: 'delta',
      ...this.#common(),
      from,
      head: newHead,
      counts: changed.length > 0 || newHead ? this.counts() : null,
      notifications: changed.map((item) => this.toWire(item, from)),
      commands: [...commands].filter(([, { rev }]) => rev > from.u).map(([id]) => id),
    }
  }

  /** Returns a row without its content if the receiver's copy is still valid or not needed. */
  protected toWire({ row, contentRev }: Item, from: Position): Row {
    const isNews = contentRev > (row.scope === 'member' ? from.u : from.b)
    return isVisible(row, this.data.head) && isNews ? row : { ...row, content: null }
  }
}

const tokenOf = ({ createdAt, id }: Row): string => `${createdAt}|${id}`

function firstOf(rows: readonly Row[], limit: number): Pick<Page, 'notifications' | 'next'> {
  const notifications = rows.slice(0, limit)
  const last = notifications.at(-1)
  return { notifications, next: last && rows.length > limit ? tokenOf(last) : null }
}
