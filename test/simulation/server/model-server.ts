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
} from '../../../src/protocol/index.js'
import { byNewest } from '../../../src/store/state.js'
import { readCursor, type Data, type Item } from './model-data.js'
import { ModelInbox } from './model-inbox.js'

/** Rows of one page: small, so that short schedules have something beyond it. */
export const PAGE_ROWS = 3
/** Rows beyond which a delta is not worth it. */
const DELTA_ROWS = 6
const now = '2026-03-02T10:00:00.000Z'

/** The model of the server: a member's inbox, and the actions of the platform on it. */
export class ModelServer extends ModelInbox {
  #created = 0
  #lineages = 1

  /** The member gets a notification of their own, unless it is muted or hidden. */
  create(category: string, age: number): void {
    if (this.isHidden({ category }) || this.data.muted.has(category)) return
    const u = this.#next('u')
    this.#add({ ...this.#newRow(category, age), scope: 'member', rev: u, pos: u, alertPos: u }, u)
  }

  /** One row for an audience. Whether it reaches this member is decided now, and for good. */
  publish(category: string, audience: 'platform' | 'course', age: number): void {
    const b = this.#next('b')
    const isMissed = audience === 'course' && !this.data.isEnrolled
    if (isMissed || this.isHidden({ category }) || this.data.muted.has(category))
      return this.observe({ type: 'setting' })
    const row = this.#newRow(category, age)
    this.#add({ ...row, scope: 'broadcast', revb: b, pos: b, alertPos: b }, b)
  }

  /** Something asks for attention again, and says something new. */
  renotify(pick: number): void {
    this.#change(pick, 'call', (item, place) => ({
      ...item,
      row: { ...item.row, pos: place, alertPos: place, kind: 'renotified' },
    }))
  }

  /** Something says something new, quietly. */
  edit(pick: number): void {
    this.#change(pick, 'edit', (item) => ({ ...item, row: { ...item.row, kind: 'updated' } }))
  }

  /** Something expires, or is retracted. */
  end(pick: number): void {
    this.#change(pick, 'end', (item) => ({
      ...item,
      isOver: true,
      row:
        item.row.scope === 'member'
          ? { ...item.row, gonePos: item.row.pos, kind: 'expired' }
          : { ...item.row, retracted: true, kind: 'retracted' },
    }))
  }

  /** The member joins or leaves the course. */
  enrol(isEnrolled: boolean): void {
    if (this.data.isEnrolled === isEnrolled) return
    this.data.isEnrolled = isEnrolled
    this.#next('u')
    this.observe({ type: 'setting' })
  }

  /** The member mutes or unmutes a category: for what comes later. */
  mute(category: string): void {
    if (!this.data.muted.delete(category)) this.data.muted.add(category)
  }

  /** The platform switches the addon. */
  switchAddon(): void {
    const b = this.#next('b')
    this.data.hasGamification = !this.data.hasGamification
    if (this.data.hasGamification) this.data.gamificationSince = b
    this.resetAfterSwitch()
    this.observe({ type: 'addon' })
  }

  /** A delta cannot tell what a switch showed or hid. */
  protected resetAfterSwitch(): void {
    this.data.floor = { ...this.data.floor, b: this.data.position.b }
  }

  /** Forgets rows removed long ago; a device with an earlier cursor needs a snapshot. */
  prune(): void {
    const { position, floor, items } = this.data
    const next = {
      u: Math.max(floor.u, position.u - 2),
      b: Math.max(floor.b, position.b - 2),
    }
    this.raiseFloor(next)
    for (const [id, { row }] of items) {
      const isGone = row.retracted || row.gonePos >= row.alertPos
      if (isGone && row.rev <= next.u && row.revb <= next.b) items.delete(id)
    }
  }

  /** A delta from below would not tell of what was forgotten. */
  protected raiseFloor(floor: Position): void {
    this.data.floor = floor
  }

  /** A copy of everything, to fail over to. */
  save(): Data {
    const { data } = this
    return {
      ...data,
      items: new Map(data.items),
      commands: new Map(data.commands),
      muted: new Set(data.muted),
    }
  }

  /** Fails over to a copy that lacks the latest changes. */
  failOver(copy: Data): void {
    this.data = { ...copy, items: new Map(copy.items), commands: new Map(copy.commands) }
    this.data.muted = new Set(copy.muted)
    this.rotateEpoch()
    this.observe({ type: 'restart' })
  }

  protected rotateEpoch(): void {
    this.#lineages += 1
    this.data.epoch = `e${String(this.#lineages).padStart(3, '0')}`
  }

  /** Carries commands out and answers with what changed since `base`. */
  send(base: string, commands: readonly Command[]): CommandResponse {
    const results = commands.map((command) => this.carryOut(command, base))
    return { results, frame: this.resume(base) }
  }

  /** Returns the changes since a cursor, or a snapshot where a delta is not possible. */
  resume(cursor: string | null): Snapshot | Delta {
    if (cursor === null) return this.#snapshot(null)
    const { epoch, position } = readCursor(cursor)
    const reason = this.refusal(epoch, position)
    if (reason) return this.#snapshot(reason)
    return this.#delta(position) ?? this.#snapshot('too-far')
  }

  /** Why a cursor cannot be continued. */
  protected refusal(epoch: string, position: Position): SnapshotReason | null {
    if (epoch !== this.data.epoch) return 'epoch'
    if (!isWithin(position, this.data.position)) return 'ahead'
    return isWithin(this.data.floor, position) ? null : 'expired'
  }

  /** The rows after a place in the list. */
  page(after: string): Page {
    const [createdAt = '', id = ''] = after.split('|')
    const older = this.visible().filter((row) => byNewest(row, { createdAt, id }) > 0)
    return { type: 'page', to: this.cursor, ...firstOf(older) }
  }

  /** The visible rows, newest first. */
  visible(): Row[] {
    const { head } = this.data
    return this.rows()
      .filter((row) => isVisible(row, head))
      .sort(byNewest)
  }

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
    return { inbox: 'inbox', epoch, to: this.cursor, position, now }
  }

  #snapshot(reason: SnapshotReason | null): Snapshot {
    return {
      type: 'snapshot',
      ...this.#common(),
      reason,
      head: this.data.head,
      counts: this.counts(),
      features: { gamification: this.data.hasGamification },
      ...firstOf(this.visible()),
    }
  }

  #delta(from: Position): Delta | null {
    const { items, head, commands } = this.data
    const changed = [...items.values()].filter(
      ({ row }) => !this.isHidden(row) && (row.rev > from.u || row.revb > from.b),
    )
    if (changed.length > DELTA_ROWS) return null
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

  /** A row without its content where the receiver's copy is still good. */
  protected toWire({ row, contentRev }: Item, from: Position): Row {
    const isNews = contentRev > (row.scope === 'member' ? from.u : from.b)
    return isVisible(row, this.data.head) && isNews ? row : { ...row, content: null }
  }

  #next(part: 'u' | 'b'): number {
    const place = this.data.position[part] + 1
    this.data.position = { ...this.data.position, [part]: place }
    return place
  }

  #newRow(category: string, age: number) {
    // Ids are never used twice, not even after a fail-over. Clocks differ between nodes, and two
    // rows may share a moment.
    this.#created += 1
    const id = `n${String(this.#created).padStart(4, '0')}`
    const createdAt = String(Math.floor(Math.max(0, this.#created - age) / 2)).padStart(4, '0')
    const marks = { readPos: 0, gonePos: 0, raisedU: 0, readAtU: 0, retracted: false }
    return { id, category, createdAt, kind: 'created', rev: 0, revb: 0, ...marks, content: null }
  }

  #add(row: Row, place: number): void {
    const content = { type: 'lesson.published', title: `${row.id} at ${place}`, message: '' }
    const item = { row: { ...row, content }, contentRev: place, isOver: false }
    this.data.items.set(row.id, item)
    this.observe({ type: 'call', id: row.id })
  }

  #change(
    pick: number,
    type: 'call' | 'edit' | 'end',
    change: (item: Item, place: number) => Item,
  ): void {
    const alive = [...this.data.items.values()].filter(
      ({ isOver, row }) => !isOver && !this.isHidden(row),
    )
    const item = alive[pick % alive.length]
    if (!item) return
    const { id, scope } = item.row
    const place = this.#next(scope === 'member' ? 'u' : 'b')
    const { row, ...rest } = change(item, place)
    const content = { type: 'lesson.published', title: `${id} at ${place}`, message: '' }
    const rev = scope === 'member' ? { rev: place } : { revb: place }
    this.data.items.set(id, { ...rest, contentRev: place, row: { ...row, ...rev, content } })
    this.observe({ type, id })
  }
}

const placeOf = ({ createdAt, id }: Row): string => `${createdAt}|${id}`

function firstOf(rows: readonly Row[]): Pick<Page, 'notifications' | 'next'> {
  const notifications = rows.slice(0, PAGE_ROWS)
  const last = notifications.at(-1)
  return { notifications, next: last && rows.length > PAGE_ROWS ? placeOf(last) : null }
}
