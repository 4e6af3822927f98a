interface Place {
  readonly id: string | undefined
  readonly index: number
}

/**
 * Keeps the focus in the list when what had it goes, whoever made it go: the next row takes it, else
 * the one before, else the heading.
 */
export class RowFocus {
  readonly #panel: HTMLElement
  #place: Place | undefined
  #entered: HTMLElement | undefined

  constructor(panel: HTMLElement) {
    this.#panel = panel
    panel.addEventListener('focusin', ({ target }) => this.#enter(target as HTMLElement))
    // Who was faster than this was loaded is in a row already.
    this.#enter(this.#focused)
  }

  /** Called before a render. */
  remember(): void {
    const { row } = this
    const inBody = this.#focused?.closest('.body')
    // Below the list is "Load older"; in its place, a notice with a button.
    const index = row ? this.#rows.indexOf(row) : this.#rows.length
    this.#place = inBody ? { id: row?.dataset['id'], index } : undefined
  }

  /** Called after it. */
  restore(): void {
    const place = this.#place
    this.#place = undefined
    if (!place || this.#focused) return
    const rows = this.#rows
    const row =
      rows.find(({ dataset }) => dataset['id'] === place.id) ?? rows[place.index] ?? rows.at(-1)
    this.focusRow(row)
  }

  /** Gives the focus to a row, or to the heading where there is none. */
  focusRow(row: HTMLElement | undefined): void {
    const target = row?.querySelector<HTMLElement>('.link')
    const heading = this.#panel.querySelector<HTMLElement>('.heading')
    ;(target ?? heading)?.focus()
  }

  /** The row that the focus is in. */
  get row(): HTMLElement | undefined {
    return this.#focused?.closest<HTMLElement>('.row') ?? undefined
  }

  /** Takes the focus to another row. From outside the list, each way leads into it. */
  move(to: 'next' | 'previous' | 'first' | 'last'): void {
    const rows = this.#rows
    const { row } = this
    const at = row ? rows.indexOf(row) : -1
    const index = { next: at + 1, previous: Math.max(0, at - 1), first: 0, last: rows.length - 1 }
    rows[index[to]]?.querySelector<HTMLElement>('.link')?.focus()
  }

  /** Tab reaches the tools of the row that it is in; through all rows it would never come to an end. */
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
    // happy-dom's shadow roots throw when they are asked off the page.
    if (!this.#panel.isConnected) return null
    const { activeElement } = this.#panel.getRootNode() as ShadowRoot
    return this.#panel.contains(activeElement) ? (activeElement as HTMLElement) : null
  }
}

const toolsOf = (row: HTMLElement | undefined): HTMLElement[] => [
  ...(row?.querySelectorAll<HTMLElement>('.tool') ?? []),
]
