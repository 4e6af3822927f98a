interface Place {
  readonly id: string | undefined
  readonly index: number
}

/**
 * Keeps the focus in the list when the focused row is removed, by the member or by the server. The
 * focus moves to the next row, else to the previous row, else to the heading.
 */
export class RowFocus {
  readonly #panel: HTMLElement
  #place: Place | undefined
  #entered: HTMLElement | undefined

  constructor(panel: HTMLElement) {
    this.#panel = panel
    panel.addEventListener('focusin', ({ target }) => this.#enter(target as HTMLElement))
    // The member may have entered a row before this code was loaded.
    this.#enter(this.#focused)
  }

  /** Notes the place of the focus. Call it before a render. */
  remember(): void {
    const { row } = this
    const inBody = this.#focused?.closest('.body')
    // A focus outside the rows is on "Load older" below the list, or on a button of the message in
    // its place.
    const index = row ? this.#rows.indexOf(row) : this.#rows.length
    this.#place = inBody ? { id: row?.dataset['id'], index } : undefined
  }

  /** Restores the focus if the render has removed the focused element. Call it after the render. */
  restore(): void {
    const place = this.#place
    this.#place = undefined
    if (!place || this.#focused) return
    const rows = this.#rows
    const row =
      rows.find(({ dataset }) => dataset['id'] === place.id) ?? rows[place.index] ?? rows.at(-1)
    this.focusRow(row)
  }

  /** Focuses the link of a row, or the heading if there is no row. */
  focusRow(row: HTMLElement | undefined): void {
    const target = row?.querySelector<HTMLElement>('.link')
    const heading = this.#panel.querySelector<HTMLElement>('.heading')
    ;(target ?? heading)?.focus()
  }

  /** The row that contains the focus. */
  get row(): HTMLElement | undefined {
    return this.#focused?.closest<HTMLElement>('.row') ?? undefined
  }

  /**
   * Moves the focus to another row. From outside the list, `next` and `previous` focus the first
   * row.
   */
  move(to: 'next' | 'previous' | 'first' | 'last'): void {
    const rows = this.#rows
    const { row } = this
    const at = row ? rows.indexOf(row) : -1
    const index = { next: at + 1, previous: Math.max(0, at - 1), first: 0, last: rows.length - 1 }
    rows[index[to]]?.querySelector<HTMLElement>('.link')?.focus()
  }

  /**
   * Makes only the tools of the focused row reachable with Tab; otherwise Tab would stop at the
   * tools of every row.
   */
  #enter(focused: HTMLElement | null): void {
    const row = focused?.closest<HTMLElement>('.row') ?? undefined
    if (row === this.#entered) return
    for (const tool of toolsOf(this.#entered)) tool.tabIndex = -1
    for (const tool of toolsOf(row)) tool.tabIndex = 0
    this.#entered = row
  }

  get #rows(): HTMLElement[] {
    return [...this.#panel.querySelectorAll<HTMLElement>('.row')]
  }

  get #focused(): HTMLElement | null {
    // In happy-dom, `activeElement` of a shadow root throws if the root is not attached to the
    // document.
    if (!this.#panel.isConnected) return null
    const { activeElement } = this.#panel.getRootNode() as ShadowRoot
    return this.#panel.contains(activeElement) ? (activeElement as HTMLElement) : null
  }
}

const toolsOf = (row: HTMLElement | undefined): HTMLElement[] => [
  ...(row?.querySelectorAll<HTMLElement>('.tool') ?? []),
]
