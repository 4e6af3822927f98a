import {
  furthest,
  isUnread,
  isVisible,
  partFor,
  type BulkCommand,
  type Command,
  type CommandResult,
  type Head,
  type ItemCommand,
  type Position,
  type Row,
} from '../../../src/protocol/index.js'
import {
  categories,
  readCursor,
  start,
  writeCursor,
  type Cause,
  type CommandRecord,
  type Data,
  type Mark,
  type Register,
  type Write,
} from './model-data.js'

/** One member's inbox and what its commands do to it: the rules of docs/protocol.md, without SQL. */
export class ModelInbox {
  protected data: Data = {
    epoch: 'e001',
    position: start,
    floor: start,
    items: new Map(),
    commands: new Map(),
    head: { rev: 0, read: {}, clear: {}, seen: start },
    hasGamification: true,
    gamificationSince: 0,
    isEnrolled: true,
    muted: new Set(),
  }

  constructor(protected readonly observe: (cause: Cause) => void) {}

  get epoch(): string {
    return this.data.epoch
  }
  get position(): Position {
    return this.data.position
  }
  get head(): Head {
    return this.data.head
  }
  /** The `b` at which the addon was last switched on. */
  get gamificationSince(): number {
    return this.data.gamificationSince
  }
  get cursor(): string {
    return writeCursor(this.data.epoch, this.data.position)
  }

  /** Whether a command has arrived before. */
  knows(id: string): boolean {
    return this.data.commands.has(id)
  }

  /** Every row that may leave the server, gone ones too. */
  rows(): Row[] {
    return [...this.data.items.values()].map(({ row }) => row).filter((row) => !this.isHidden(row))
  }

  protected isHidden({ category }: Pick<Row, 'category'>): boolean {
    return category === 'gamification' && !this.data.hasGamification
  }

  protected carryOut(command: Command, base: string): CommandResult {
    const known = this.recall(command.id)
    if (known) return resultOf(command.id, 'repeated', known.refused)
    const outcome = this.perform(command, base)
    const writes = typeof outcome === 'string' ? [] : outcome
    const refused = typeof outcome === 'string' ? outcome : null
    if (writes.length > 0) this.commit(writes, command.type === 'undo')
    const rev = this.data.position.u
    const { id, type } = command
    this.data.commands.set(id, { type, rev, writes, refused, isUndone: false })
    this.observe({ type: 'command', command, moved: writes.length > 0 })
    return resultOf(command.id, refused === null ? 'applied' : 'refused', refused)
  }

  /** The record of a command that arrived before. */
  protected recall(id: string): CommandRecord | undefined {
    return this.data.commands.get(id)
  }

  /** Where a bulk command reaches: never beyond what its device had been told. */
  protected reach(upTo: string): Position {
    const { position } = readCursor(upTo)
    const { u, b } = this.data.position
    return { u: Math.min(position.u, u), b: Math.min(position.b, b) }
  }

  /** The number that "mark as unread" moves: none that a removal is compared with. */
  protected raisedMarks({ scope }: Row): Mark[] {
    return [scope === 'member' ? 'pos' : 'raisedU']
  }

  /** Whether nothing later changed what a command had changed: a row's marks, or one register. */
  protected isIntact(write: Write, { rev }: CommandRecord): boolean {
    const { items, head } = this.data
    if (write.on === 'row') return items.get(write.id)?.row.rev === rev
    const now = write.on === 'seen' ? head.seen : head[write.register][write.category]
    return now?.u === write.after.u && now.b === write.after.b
  }

  /** The numbers that a command moves, or why it is refused. */
  protected perform(command: Command, base: string): Write[] | string {
    switch (command.type) {
      case 'read':
      case 'remove':
        return this.mark(command, base)
      case 'unread':
        return this.raise(command.notification)
      case 'read-all':
        return this.raiseRegisters('read', command)
      case 'clear-all':
        return this.raiseRegisters('clear', command)
      case 'clear-read':
        return this.clearRead(command.upTo)
      case 'seen':
        return this.see(command.upTo)
      case 'undo':
        return this.undo(command.command)
    }
  }

  private find(id: string): Row | undefined {
    const row = this.data.items.get(id)?.row
    return row && !this.isHidden(row) ? row : undefined
  }

  private mark(command: ItemCommand, base: string): Write[] | string {
    const row = this.find(command.notification)
    if (!row) return 'not-found'
    const upTo = command.pos === 'latest' ? row.pos : Math.min(command.pos, row.pos)
    if (command.type === 'remove') return rise(row, 'gonePos', upTo)
    const acted = readCursor(command.at ?? base)
    const known = acted.epoch === this.data.epoch ? acted.position.u : 0
    const next = this.data.position.u + 1
    const actedAt = command.pos === 'latest' ? next : Math.min(known, next)
    const reads = rise(row, 'readPos', upTo)
    if (row.scope === 'member' || (reads.length === 0 && row.raisedU <= row.readAtU)) return reads
    return [...reads, ...rise(row, 'readAtU', actedAt)]
  }

  private raise(id: string): Write[] | string {
    const row = this.find(id)
    if (!row || !isVisible(row, this.data.head)) return 'not-found'
    const next = this.data.position.u + 1
    return this.raisedMarks(row).flatMap((mark) => rise(row, mark, next))
  }

  private raiseRegisters(register: Register, { upTo, category }: BulkCommand): Write[] | string {
    if (readCursor(upTo).epoch !== this.data.epoch) return 'epoch'
    const place = this.reach(upTo)
    const wanted = category === undefined ? categories : [category]
    return wanted
      .filter((name) => this.wasShown(name, upTo))
      .map((name): Write => {
        const before = this.data.head[register][name] ?? start
        return { on: 'head', register, category: name, before, after: furthest(before, place) }
      })
      .filter(hasMoved)
  }

  private clearRead(upTo: string): Write[] | string {
    if (readCursor(upTo).epoch !== this.data.epoch) return 'epoch'
    const place = this.reach(upTo)
    return this.rows()
      .filter((row) => this.wasShown(row.category, upTo) && row.alertPos <= partFor(row, place))
      .filter((row) => isVisible(row, this.data.head) && !isUnread(row, this.data.head))
      .flatMap((row) => rise(row, 'gonePos', row.pos))
  }

  /** Whether a category is shown, and was at a cursor: what was hidden then was never seen. */
  protected wasShown(category: string, upTo: string): boolean {
    if (this.isHidden({ category })) return false
    if (category !== 'gamification') return true
    return readCursor(upTo).position.b >= this.data.gamificationSince
  }

  private see(upTo: string): Write[] | string {
    if (readCursor(upTo).epoch !== this.data.epoch) return 'epoch'
    const before = this.data.head.seen
    const write: Write = { on: 'seen', before, after: furthest(before, this.reach(upTo)) }
    return [write].filter(hasMoved)
  }

  private undo(id: string): Write[] | string {
    const record = this.data.commands.get(id)
    if (!record || record.refused !== null) return 'not-found'
    if (record.isUndone || record.type === 'undo') return 'superseded'
    const intact = record.writes.filter((write) => this.isIntact(write, record))
    const isLost = intact.length < record.writes.length
    // Of what a history held, each notification is a thing of its own.
    if (isLost && (record.type !== 'clear-read' || intact.length === 0)) return 'superseded'
    this.data.commands.set(id, { ...record, isUndone: true })
    return intact.map(reverse)
  }

  private commit(writes: readonly Write[], isUndo: boolean): void {
    const u = this.data.position.u + 1
    this.data.position = { ...this.data.position, u }
    for (const write of writes) {
      if (write.on === 'row') this.writeRow(write, u)
      else this.writeHead(write, u)
    }
    if (isUndo) this.resetAfterUndo()
  }

  /** Rows that a client was never sent, or let go of, are back: only a full state tells of them. */
  protected resetAfterUndo(): void {
    this.data.floor = { ...this.data.floor, u: this.data.position.u }
  }

  private writeRow(write: Write & { on: 'row' }, u: number): void {
    const item = this.data.items.get(write.id)
    if (!item) return
    const row = { ...item.row, [write.mark]: write.after, rev: u }
    this.data.items.set(write.id, { ...item, row })
  }

  private writeHead(write: Exclude<Write, { on: 'row' }>, rev: number): void {
    const { head } = this.data
    this.data.head =
      write.on === 'seen'
        ? { ...head, rev, seen: write.after }
        : {
            ...head,
            rev,
            [write.register]: { ...head[write.register], [write.category]: write.after },
          }
  }
}

const rise = (row: Row, mark: Mark, after: number): Write[] =>
  after > row[mark] ? [{ on: 'row', id: row.id, mark, before: row[mark], after }] : []

const hasMoved = (write: Write): boolean =>
  write.on === 'row' || write.after.u > write.before.u || write.after.b > write.before.b

const reverse = (write: Write): Write =>
  write.on === 'row'
    ? { ...write, before: write.after, after: write.before }
    : { ...write, before: write.after, after: write.before }

const resultOf = (
  id: string,
  status: CommandResult['status'],
  code: string | null,
): CommandResult => (code === null ? { id, status } : { id, status, code })
