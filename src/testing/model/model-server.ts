import type { Content, Position, Row } from '../../protocol/index.js'
import type { Data, Item } from './model-data.js'
import { ModelFrames } from './model-frames.js'

/**
 * A model of the server: one member's inbox in memory, with the actions of the platform on it. It
 * follows the rules of docs/protocol.md and makes no request.
 */
export class ModelServer extends ModelFrames {
  /** The number of rows made so far. Ids are never used twice, not even after a fail-over. */
  #created = 0
  /** The number of epochs so far. */
  #epochs = 1

  /** Gives the member a notification of their own, as {@link deliver} does. */
  create(category: string, age: number): void {
    const u = this.data.position.u + 1
    const row = this.#newRow(category, age)
    this.deliver({ ...row, scope: 'member', pos: u, alertPos: u, content: contentOf(row.id, u) })
  }

  /**
   * Stores a row of the member's own, new or in the place of the row with its id, as the next
   * change of the inbox. A category that is muted or hidden gets no row.
   */
  deliver(row: Row): void {
    if (this.isHidden(row) || this.data.muted.has(row.category)) return
    const u = this.#next('u')
    this.#store({ ...row, rev: u }, u)
  }

  /** Publishes one row for an audience. Whether it reaches this member is decided now, for good. */
  publish(category: string, audience: 'platform' | 'course', age: number): void {
    const b = this.#next('b')
    const isMissed = audience === 'course' && !this.data.isEnrolled
    if (isMissed || this.isHidden({ category }) || this.data.muted.has(category))
      return this.observe({ type: 'setting' })
    const row = this.#newRow(category, age)
    const content = contentOf(row.id, b)
    this.#store({ ...row, scope: 'broadcast', revb: b, pos: b, alertPos: b, content }, b)
  }

  /** One of the notifications asks for attention again, with a new text. `pick` chooses it. */
  renotify(pick: number): void {
    this.#change(pick, 'call', (item, place) => ({
      ...item,
      row: { ...item.row, pos: place, alertPos: place, kind: 'renotified' },
    }))
  }

  /** One of the notifications gets a new text, without asking for attention. */
  edit(pick: number): void {
    this.#change(pick, 'edit', (item) => ({ ...item, row: { ...item.row, kind: 'updated' } }))
  }

  /** One of the notifications expires; a broadcast is retracted. */
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

  /** The member mutes or unmutes a category. Earlier notifications stay. */
  mute(category: string): void {
    if (!this.data.muted.delete(category)) this.data.muted.add(category)
  }

  /** The platform switches the addon on or off. */
  switchAddon(): void {
    const b = this.#next('b')
    this.data.hasGamification = !this.data.hasGamification
    if (this.data.hasGamification) this.data.gamificationSince = b
    this.resetAfterSwitch()
    this.observe({ type: 'addon' })
  }

  /** A delta cannot tell which rows a switch showed or hid: every client needs a snapshot. */
  protected resetAfterSwitch(): void {
    this.data.floor = { ...this.data.floor, b: this.data.position.b }
    this.data.floorReasons = { ...this.data.floorReasons, b: 'features' }
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

  /** A delta from below the floor would not tell that the rows were forgotten. */
  protected raiseFloor(floor: Position): void {
    this.data.floor = floor
    this.data.floorReasons = { u: 'expired', b: 'expired' }
  }

  /** Returns a copy of everything, for {@link failOver}. */
  save(): Data {
    const { data } = this
    return {
      ...data,
      items: new Map(data.items),
      commands: new Map(data.commands),
      muted: new Set(data.muted),
    }
  }

  /** Fails over to a copy, which may lack the latest changes. A new epoch begins. */
  failOver(copy: Data): void {
    this.data = { ...copy, items: new Map(copy.items), commands: new Map(copy.commands) }
    this.data.muted = new Set(copy.muted)
    this.rotateEpoch()
    this.observe({ type: 'restart' })
  }

  protected rotateEpoch(): void {
    this.#epochs += 1
    this.data.epoch = `e${String(this.#epochs).padStart(3, '0')}`
  }

  #next(part: 'u' | 'b'): number {
    const place = this.data.position[part] + 1
    this.data.position = { ...this.data.position, [part]: place }
    return place
  }

  /** Makes a row that came before the `age` latest ones. Its numbers and content are still missing. */
  #newRow(category: string, age: number) {
    this.#created += 1
    const id = `n${String(this.#created).padStart(4, '0')}`
    // The clocks of two server processes differ, and two rows may have the same time.
    const createdAt = String(Math.floor(Math.max(0, this.#created - age) / 2)).padStart(4, '0')
    const marks = { readPos: 0, gonePos: 0, raisedU: 0, readAtU: 0, retracted: false }
    return { id, category, createdAt, kind: 'created', rev: 0, revb: 0, ...marks }
  }

  /** Stores a row whose content changed at `place`. */
  #store(row: Row, place: number): void {
    this.data.items.set(row.id, { row, contentRev: place, isOver: false })
    this.observe({ type: 'call', id: row.id })
  }

  /** Changes one of the shown notifications that are not over, and its content. */
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
    const content = contentOf(id, place)
    const rev = scope === 'member' ? { rev: place } : { revb: place }
    this.data.items.set(id, { ...rest, contentRev: place, row: { ...row, ...rev, content } })
    this.observe({ type, id })
  }
}

/** Makes a content that differs at every place. */
const contentOf = (id: string, place: number): Content => ({
  type: 'lesson.published',
  title: `${id} at ${place}`,
  message: '',
})
