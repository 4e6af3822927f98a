import type { ReactiveControllerHost } from 'lit'
import type { InboxNotification } from '../../../store/listing.js'
import type { ListController } from '../list/list-controller.js'

/** A panel with rows that can be focused. */
export interface RowsHost extends HTMLElement, ReactiveControllerHost {
  readonly list: ListController
  /** The elements of the rendered rows, from top to bottom. */
  readonly rows: readonly HTMLElement[]
  /** The element in which the list is scrolled. */
  readonly scroller: HTMLElement | null
  /** Focuses the heading of the panel. */
  focusHeading(): void
}

interface Place {
  readonly id: string | undefined
  readonly index: number
}

/**
 * Keeps the focus in the list when the focused row is removed, by the member or by the server. The
 * focus moves to the next row, else to the previous row, else to the heading.
 */
export class RowFocus {
  readonly #panel: RowsHost
  #place: Place | undefined

  constructor(panel: RowsHost) {
    this.#panel = panel
  }

  /** Notes the place of the focus. Call it before a render. */
  remember(): void {
    this.#place = undefined
    if (!this.#panel.scroller?.contains(this.#focused)) return
    const row = this.#row
    // A focus outside the rows is on "Load older" below the list, or on a button of the message in
    // its place.
    const { rows } = this.#panel
    this.#place = { id: row?.dataset['id'], index: row ? rows.indexOf(row) : rows.length }
  }

  /** Restores the focus if the render has removed the focused element. Call it after the render. */
  restore(): void {
    const place = this.#place
    this.#place = undefined
    if (!place || this.#focused) return
    const { rows } = this.#panel
    const row =
      rows.find(({ dataset }) => dataset['id'] === place.id) ?? rows[place.index] ?? rows.at(-1)
    this.focusRow(row)
  }

  /** Focuses the link of a row, or the heading if there is no row. */
  focusRow(row: HTMLElement | undefined): void {
    if (row) linkOf(row)?.focus()
    else this.#panel.focusHeading()
  }

  /** The notification of the row that contains the focus. */
  get notification(): InboxNotification | undefined {
    const id = this.#row?.dataset['id']
    return this.#panel.list.shown.rows.find((one) => one.id === id)
  }

  /**
   * Moves the focus to another row. From outside the list, `next` and `previous` focus the first
   * row.
   */
  move(to: 'next' | 'previous' | 'first' | 'last'): void {
    const { rows } = this.#panel
    const row = this.#row
    const at = row ? rows.indexOf(row) : -1
    const index = { next: at + 1, previous: Math.max(0, at - 1), first: 0, last: rows.length - 1 }
    linkOf(rows[index[to]])?.focus()
  }

  get #row(): HTMLElement | undefined {
    return this.#focused?.closest<HTMLElement>('.row') ?? undefined
  }

  get #focused(): HTMLElement | null {
    // In happy-dom, `activeElement` of a shadow root throws if the root is not attached to the
    // document.
    if (!this.#panel.isConnected) return null
    const { activeElement } = this.#panel.getRootNode() as ShadowRoot
    return this.#panel.contains(activeElement) ? (activeElement as HTMLElement) : null
  }
}

const linkOf = (row: HTMLElement | undefined): HTMLElement | null | undefined =>
  row?.querySelector<HTMLElement>('.link')
