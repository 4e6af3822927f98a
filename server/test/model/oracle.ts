import type { Row } from 'belfry/protocol'
import { ModelServer } from '../../../src/testing/model/model-server.js'
import { pictureOf, type Picture } from './picture.js'

/** The recipients of a notification. */
export type Reach = 'member' | 'course' | 'platform'

/**
 * The model of the server. It identifies notifications by their titles, as the tests of
 * the real server do.
 */
export class Oracle extends ModelServer {
  readonly #ids = new Map<string, string>()
  readonly #titles = new Map<string, string>()
  #isStoring = false

  constructor() {
    super(() => undefined)
  }

  /**
   * Returns the id of the notification with a title; `undefined` if it never reached the member.
   */
  idOf(title: string): string | undefined {
    return this.#ids.get(title)
  }

  give(title: string, category: string, reach: Reach): void {
    const { size } = this.data.items
    this.#store(() =>
      reach === 'member' ? this.create(category, 0) : this.publish(category, reach, 0),
    )
    const id = [...this.data.items.keys()].at(-1)
    if (id === undefined || this.data.items.size === size) return
    this.#ids.set(title, id)
    this.#titles.set(id, title)
  }

  /** Expires a notification. */
  expire(title: string): void {
    this.#store(() => {
      const alive = [...this.data.items.values()].filter(({ isOver }) => !isOver)
      const index = alive.findIndex(({ row }) => row.id === this.idOf(title))
      if (index >= 0) this.end(index)
    })
  }

  /** Returns the rows that the member sees, with their titles. */
  listed(): { row: Row; title: string }[] {
    return this.visible().map((row) => ({ row, title: this.#titles.get(row.id) ?? row.id }))
  }

  picture(): Picture {
    const { head, hasGamification } = this.data
    const counts = this.counts()
    const features = { gamification: hasGamification }
    return pictureOf(this.listed(), { head, counts, features })
  }

  protected override isHidden(row: Pick<Row, 'category'>): boolean {
    return !this.#isStoring && super.isHidden(row)
  }

  /**
   * Applies a change while the addon may be off. Rows that are created or end meanwhile are
   * hidden, not lost.
   */
  #store(change: () => void): void {
    this.#isStoring = true
    change()
    this.#isStoring = false
  }
}
