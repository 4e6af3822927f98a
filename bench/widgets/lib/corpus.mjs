// The notifications of every widget. They are invented, always the same, and neutral; each adapter
// puts them into the form of its widget.

const ACTORS = [
  'Ada Moreno',
  'Bo Lindqvist',
  'Chidi Okafor',
  'Dana Whitfield',
  'Emi Sato',
  'Farid Haddad',
]
const VERBS = [
  'commented on',
  'approved',
  'assigned you to',
  'mentioned you in',
  'uploaded a file to',
  'requested changes in',
]
const THINGS = [
  'Q3 budget review',
  'Invoice #20418',
  'Onboarding checklist',
  'Release 4.2 plan',
  'Customer call notes',
  'Design sign-off',
]
const TAIL = 'Open the item to see the full context and reply before the end of the day.'
const MINUTE_MS = 60_000

/** The time of the newest notification at the start of a page is a minute before this. */
const startedAt = Date.now()

/**
 * One notification.
 *
 * @typedef {object} Item
 * @property {string} id
 * @property {number} number 1 is the oldest.
 * @property {string} title
 * @property {string} body It holds the number as `#7)`.
 * @property {string} actor
 * @property {string} url
 * @property {string} createdAt ISO 8601, UTC.
 * @property {boolean} isRead
 */

/**
 * @param {number} number
 * @param {{ createdAt: string, isRead: boolean }} rest
 * @returns {Item}
 */
function makeItem(number, rest) {
  const actor = /** @type {string} */ (ACTORS[number % 6])
  const thing = /** @type {string} */ (THINGS[(number * 5) % 6])
  return {
    id: `n${String(number).padStart(8, '0')}`,
    number,
    title: `${actor} ${VERBS[(number * 7) % 6] ?? ''} ${thing}`,
    body: `${thing} was updated (#${number}). ${TAIL}`,
    actor,
    url: `/items/${number}`,
    ...rest,
  }
}

/** The inbox of one member, newest first. */
export class Store {
  /** @type {Item[]} */
  items = []
  unread

  /** @param {{ total: number, unread: number }} options The newest `unread` ones are unread. */
  constructor({ total, unread }) {
    this.unread = Math.min(unread, total)
    for (let age = 1; age <= total; age += 1) {
      const createdAt = new Date(startedAt - age * MINUTE_MS).toISOString()
      this.items.push(makeItem(total - age + 1, { createdAt, isRead: age > unread }))
    }
  }

  /** Adds an unread notification, later than all others. */
  create() {
    const newest = this.items[0]
    const at = Math.max(Date.now(), Date.parse(newest?.createdAt ?? '1970-01-01') + 1)
    const item = makeItem((newest?.number ?? 0) + 1, {
      createdAt: new Date(at).toISOString(),
      isRead: false,
    })
    this.items.unshift(item)
    this.unread += 1
    return item
  }

  /**
   * Returns the page after the notification with an id; without an id the first page.
   *
   * @param {number} limit
   * @param {string | null | undefined} [afterId]
   */
  page(limit, afterId) {
    const from = afterId ? this.#indexOf(afterId) + 1 : 0
    return {
      items: this.items.slice(from, from + limit),
      hasMore: from + limit < this.items.length,
    }
  }

  /**
   * Returns the notifications that are newer than the one with this id.
   *
   * @param {string} id
   */
  newerThan(id) {
    const index = this.items.findIndex((item) => item.id === id)
    return index < 0 ? [] : this.items.slice(0, index)
  }

  /** @param {string} id */
  #indexOf(id) {
    const index = this.items.findIndex((item) => item.id === id)
    return index < 0 ? this.items.length : index
  }
}
