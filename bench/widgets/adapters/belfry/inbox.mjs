/**
 * @import { Command, CommandRequest, CommandResponse } from '../../../../src/protocol/commands.js'
 * @import { Delta, Page, Snapshot } from '../../../../src/protocol/frames.js'
 * @import { Counts, Head, Row } from '../../../../src/protocol/notification.js'
 * @import { Item, Store } from '../../lib/corpus.mjs'
 */

const EPOCH = 'bench-epoch'
const CATEGORY = 'interaction'
/** The highest count of the protocol. */
const COUNT_LIMIT = 1000
/** The server answers with a snapshot if a client has missed more rows than this. */
const DELTA_LIMIT = 200
const PAGE = 30

/** The inbox and epoch that every frame names. */
export const lineage = { inbox: 'bench-inbox', epoch: EPOCH }

export const now = () => new Date().toISOString()

const limited = (/** @type {number} */ count) => Math.min(count, COUNT_LIMIT)
const at = (/** @type {number} */ u) => ({ u, b: 0 })
const cursorAt = (/** @type {number} */ u) => `1.${EPOCH}.${u}.0.bench`

/**
 * The inbox of one member by docs/protocol.md, as far as a page needs it that only reads: rows,
 * pages, deltas, and the command `seen`. It refuses every other command.
 */
export class BelfryInbox {
  /** The position of the last change. */
  #u = 0
  #store
  /** The position of each row. @type {Map<string, number>} */
  #positions = new Map()
  /** The `u` up to which rows are seen, and the `u` at which that changed. */
  #seen = { upTo: 0, rev: 0 }
  #unseen
  /** @type {Set<(frame: Delta) => void>} */
  #listeners = new Set()

  /** @param {Store} store */
  constructor(store) {
    this.#store = store
    this.#unseen = store.unread
    for (const { id } of store.items.toReversed()) this.#positions.set(id, this.#next())
  }

  get position() {
    return at(this.#u)
  }

  /**
   * Calls `listener` with a delta for each change. Returns a function that ends this.
   *
   * @param {(frame: Delta) => void} listener
   */
  onChange(listener) {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Sends the newest notification of the store: one delta with its row and the counts. */
  publish() {
    const from = this.#u
    this.#tell(this.#delta(from, this.#takeNew()))
  }

  /**
   * @param {Snapshot['reason']} reason
   * @returns {Snapshot}
   */
  snapshot(reason, limit = PAGE) {
    const { to, notifications, next } = this.page(null, limit)
    return {
      type: 'snapshot',
      reason,
      ...lineage,
      to,
      position: this.position,
      head: this.#head,
      counts: this.#counts,
      features: { gamification: true },
      now: now(),
      notifications,
      next,
    }
  }

  /**
   * @param {string | null} after
   * @returns {Page}
   */
  page(after, limit = PAGE) {
    this.#takeNew()
    const { items, hasMore } = this.#store.page(limit, after)
    return {
      type: 'page',
      to: cursorAt(this.#u),
      notifications: items.map((item) => this.#rowOf(item)),
      next: hasMore ? (items.at(-1)?.id ?? null) : null,
    }
  }

  /**
   * Returns the frame that brings a client with this cursor up to date.
   *
   * @param {string | null | undefined} cursor
   * @returns {Delta | Snapshot}
   */
  resume(cursor) {
    this.#takeNew()
    const [version, epoch, u] = cursor?.split('.') ?? []
    if (version === undefined) return this.snapshot(null)
    if (epoch !== EPOCH) return this.snapshot('epoch')
    const from = Number(u)
    const { items } = this.#store
    const known = items.findIndex(({ id }) => this.#positionOf(id) <= from)
    const missed = items.slice(0, known < 0 ? items.length : known)
    return missed.length > DELTA_LIMIT ? this.snapshot('too-far') : this.#delta(from, missed)
  }

  /**
   * Carries out commands, and sends their effect to all streams.
   *
   * @param {CommandRequest} request
   * @returns {CommandResponse}
   */
  obey({ base, commands }) {
    const seen = commands.filter(({ type }) => type === 'seen')
    for (const command of seen) this.#see(command)
    const frame = this.resume(base)
    return {
      results: commands.map(({ id, type }) =>
        type === 'seen' ? { id, status: 'applied' } : { id, status: 'refused', code: 'not-found' },
      ),
      frame: frame.type === 'delta' ? { ...frame, commands: seen.map(({ id }) => id) } : frame,
    }
  }

  /** @param {Command} command */
  #see({ id }) {
    const from = this.#u
    this.#seen = { upTo: from, rev: this.#next() }
    this.#unseen = 0
    this.#tell(this.#delta(from, [], [id]))
  }

  #next() {
    return (this.#u += 1)
  }

  /**
   * Gives each new notification of the store its position, also those of an outage. Returns them,
   * newest first.
   */
  #takeNew() {
    const { items } = this.#store
    const fresh = items.slice(
      0,
      items.findIndex(({ id }) => this.#positions.has(id)),
    )
    for (const { id } of fresh.toReversed()) this.#positions.set(id, this.#next())
    this.#unseen += fresh.length
    return fresh
  }

  /** @param {Delta} frame */
  #tell(frame) {
    for (const listener of this.#listeners) listener(frame)
  }

  /**
   * @param {number} from
   * @param {readonly Item[]} items
   * @param {readonly string[]} commands
   * @returns {Delta}
   */
  #delta(from, items, commands = []) {
    const hasNews = from < this.#u
    return {
      type: 'delta',
      ...lineage,
      from: at(from),
      to: cursorAt(this.#u),
      position: this.position,
      head: this.#seen.rev > from ? this.#head : null,
      counts: hasNews ? this.#counts : null,
      notifications: items.map((item) => this.#rowOf(item)),
      commands,
      now: now(),
    }
  }

  /** @returns {Head} */
  get #head() {
    return { rev: this.#seen.rev, read: {}, clear: {}, seen: at(this.#seen.upTo) }
  }

  /** @returns {Counts} */
  get #counts() {
    const unread = limited(this.#store.unread)
    return { unread, unreadByCategory: { [CATEGORY]: unread }, unseen: limited(this.#unseen) }
  }

  /** @param {string} id */
  #positionOf(id) {
    return this.#positions.get(id) ?? 0
  }

  /**
   * @param {Item} item
   * @returns {Row}
   */
  #rowOf({ id, number, createdAt, isRead, title, body, url }) {
    const position = this.#positionOf(id)
    return {
      id: `01a20376-9228-7248-885a-${String(number).padStart(12, '0')}`,
      scope: 'member',
      category: CATEGORY,
      createdAt,
      kind: 'created',
      rev: position,
      revb: 0,
      pos: position,
      alertPos: position,
      readPos: isRead ? position : 0,
      gonePos: 0,
      raisedU: 0,
      readAtU: 0,
      retracted: false,
      content: { type: 'comment.created', title, message: body, actionUrl: url },
    }
  }
}
