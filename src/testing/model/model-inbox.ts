import {
  categories,
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
  type RowKind,
} from '../../protocol/index.js'
import {
  readCursor,
  startPosition,
  writeCursor,
  type Cause,
  type Data,
  type Mark,
  type Register,
  type StoredCommand,
  type Write,
} from './model-data.js'
import { defaultOptions, type ModelOptions } from './model-options.js'

/** The rules of docs/protocol.md for the commands of one member's inbox, without SQL. */
export class ModelInbox {
  protected data: Data = {
    epoch: 'e001',
    position: startPosition,
    floor: startPosition,
    floorReasons: { u: 'expired', b: 'expired' },
    items: new Map(),
    commands: new Map(),
    head: { rev: 0, read: {}, clear: {}, seen: startPosition },
    hasGamification: true,
    gamificationSince: 0,
    isEnrolled: true,
    muted: new Set(),
  }

  protected readonly options: Required<ModelOptions>

  /** @param observe - called after every change */
  constructor(
    protected readonly observe: (cause: Cause) => void,
    options: ModelOptions = {},
  ) {
    this.options = { ...defaultOptions, ...options }
  }

  get epoch(): string {
    return this.data.epoch
  }
  get position(): Position {
    return this.data.position
  }
  get head(): Head {
    return this.data.head
  }
  /** Whether the platform's addon is on. */
  get hasGamification(): boolean {
    return this.data.hasGamification
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

  /** Whether the platform hides a category now. */
  protected isHidden({ category }: Pick<Row, 'category'>): boolean {
    return category === 'gamification' && !this.data.hasGamification
  }

  /** Carries out one command, once. */
  protected carryOut(command: Command, base: string): CommandResult {
    const known = this.recall(command.id)
    if (known) return resultOf(command.id, 'repeated', known.refused)
    const outcome = this.options.refusalOf(command) ?? this.perform(command, base)
    const writes = typeof outcome === 'string' ? [] : outcome
    const refused = typeof outcome === 'string' ? outcome : null
    if (writes.length > 0) this.#commit(writes, command.type === 'undo')
    const rev = this.data.position.u
    const { id, type } = command
    this.data.commands.set(id, { type, rev, writes, refused, isUndone: false })
    this.observe({ type: 'command', command, moved: writes.length > 0 })
    return resultOf(command.id, refused === null ? 'applied' : 'refused', refused)
  }

  /** The record of a command that arrived before. */
  protected recall(id: string): StoredCommand | undefined {
    return this.data.commands.get(id)
  }

  /** Returns the position that a bulk command reaches: the cursor it names, at most the present. */
  protected reach(upTo: string): Position {
    const { position } = readCursor(upTo)
    const { u, b } = this.data.position
    return { u: Math.min(position.u, u), b: Math.min(position.b, b) }
  }

  /** The number that "mark as unread" raises. It never raises `alertPos`, which undoes a removal. */
  protected raisedMarks({ scope }: Row): Mark[] {
    return [scope === 'member' ? 'pos' : 'raisedU']
  }

  /** Whether a row or a register is still as the command left it. */
  protected isIntact(write: Write, { rev }: StoredCommand): boolean {
    const { items, head } = this.data
    if (write.on === 'row') return items.get(write.id)?.row.rev === rev
    const now = write.on === 'seen' ? head.seen : head[write.register][write.category]
    return now?.u === write.after.u && now.b === write.after.b
  }

  /** Returns the numbers that a command moves, or the code of its refusal. */
  protected perform(command: Command, base: string): Write[] | string {
    switch (command.type) {
      case 'read':
      case 'remove':
        return this.#mark(command, base)
      case 'unread':
        return this.#raise(command.notification)
      case 'read-all':
        return this.#raiseRegisters('read', command)
      case 'clear-all':
        return this.#raiseRegisters('clear', command)
      case 'clear-read':
        return this.#clearRead(command.upTo)
      case 'seen':
        return this.#see(command.upTo)
      case 'undo':
        return this.#undo(command.command)
    }
  }

  #find(id: string): Row | undefined {
    const row = this.data.items.get(id)?.row
    return row && !this.isHidden(row) ? row : undefined
  }

  #mark(command: ItemCommand, base: string): Write[] | string {
    const row = this.#find(command.notification)
    if (!row) return 'not-found'
    const upTo = command.pos === 'latest' ? row.pos : Math.min(command.pos, row.pos)
    if (command.type === 'remove') return rise(row, 'gonePos', upTo, 'removed')
    const acted = readCursor(command.at ?? base)
    const known = acted.epoch === this.data.epoch ? acted.position.u : 0
    const next = this.data.position.u + 1
    const actedAt = command.pos === 'latest' ? next : Math.min(known, next)
    const reads = rise(row, 'readPos', upTo, 'read')
    if (row.scope === 'member' || (reads.length === 0 && row.raisedU <= row.readAtU)) return reads
    return [...reads, ...rise(row, 'readAtU', actedAt, 'read')]
  }

  #raise(id: string): Write[] | string {
    const row = this.#find(id)
    if (!row) return 'not-found'
    // "Mark as unread" must not bring back a notification that was removed meanwhile.
    if (!isVisible(row, this.data.head)) return []
    const next = this.data.position.u + 1
    return this.raisedMarks(row).flatMap((mark) => rise(row, mark, next, 'unread'))
  }

  #raiseRegisters(register: Register, { upTo, category }: BulkCommand): Write[] | string {
    if (readCursor(upTo).epoch !== this.data.epoch) return 'epoch'
    const place = this.reach(upTo)
    const wanted = category === undefined ? categories : [category]
    return wanted
      .filter((name) => this.wasShown(name, upTo))
      .map((name): Write => {
        const before = this.data.head[register][name] ?? startPosition
        return { on: 'head', register, category: name, before, after: furthest(before, place) }
      })
      .filter(hasMoved)
  }

  #clearRead(upTo: string): Write[] | string {
    if (readCursor(upTo).epoch !== this.data.epoch) return 'epoch'
    const place = this.reach(upTo)
    return this.rows()
      .filter((row) => this.wasShown(row.category, upTo) && row.alertPos <= partFor(row, place))
      .filter((row) => isVisible(row, this.data.head) && !isUnread(row, this.data.head))
      .flatMap((row) => rise(row, 'gonePos', row.pos, 'removed'))
  }

  /**
   * Whether a category is shown now and was shown at a cursor. A bulk command must not change rows
   * that were hidden from the member who gave it.
   */
  protected wasShown(category: string, upTo: string): boolean {
    if (this.isHidden({ category })) return false
    if (category !== 'gamification') return true
    return readCursor(upTo).position.b >= this.data.gamificationSince
  }

  #see(upTo: string): Write[] | string {
    if (readCursor(upTo).epoch !== this.data.epoch) return 'epoch'
    const before = this.data.head.seen
    const write: Write = { on: 'seen', before, after: furthest(before, this.reach(upTo)) }
    return [write].filter(hasMoved)
  }

  #undo(id: string): Write[] | string {
    const record = this.data.commands.get(id)
    if (!record) return 'not-found'
    if (record.isUndone || record.type === 'undo') return 'superseded'
    const intact = record.writes.filter((write) => this.isIntact(write, record))
    const isLost = intact.length < record.writes.length
    // "clear-read" removed many rows, and each of them can come back on its own.
    if (isLost && (record.type !== 'clear-read' || intact.length === 0)) return 'superseded'
    this.data.commands.set(id, { ...record, isUndone: true })
    return intact.map(reverse)
  }

  #commit(writes: readonly Write[], isUndo: boolean): void {
    const u = this.data.position.u + 1
    this.data.position = { ...this.data.position, u }
    for (const write of writes) {
      if (write.on === 'row') this.#writeRow(write, u)
      else this.#writeHead(write, u)
    }
    if (isUndo) this.resetAfterUndo()
  }

  /** An undo lowers numbers, which no delta can tell: every client needs a snapshot. */
  protected resetAfterUndo(): void {
    this.data.floor = { ...this.data.floor, u: this.data.position.u }
    this.data.floorReasons = { ...this.data.floorReasons, u: 'undo' }
  }

  #writeRow(write: Write & { on: 'row' }, u: number): void {
    const item = this.data.items.get(write.id)
    if (!item) return
    const row = { ...item.row, [write.mark]: write.after, rev: u, kind: write.kind }
    this.data.items.set(write.id, { ...item, row })
  }

  #writeHead(write: Exclude<Write, { on: 'row' }>, rev: number): void {
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

/** Raises a number of a row to `after`; nothing if it is there already. */
const rise = (row: Row, mark: Mark, after: number, kind: RowKind): Write[] =>
  after > row[mark] ? [{ on: 'row', id: row.id, mark, before: row[mark], after, kind }] : []

const hasMoved = (write: Write): boolean =>
  write.on === 'row' || write.after.u > write.before.u || write.after.b > write.before.b

const reverse = (write: Write): Write =>
  write.on === 'row'
    ? { ...write, before: write.after, after: write.before, kind: 'restored' }
    : { ...write, before: write.after, after: write.before }

const resultOf = (
  id: string,
  status: CommandResult['status'],
  code: string | null,
): CommandResult => (code === null ? { id, status } : { id, status, code })
