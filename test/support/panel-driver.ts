import { ElementDriver } from './element-driver.js'
import { eventually } from './eventually.js'

/** Drives the list, the filters and the search that a bell's panel and an inbox have in common. */
export class PanelDriver<E extends Element = Element> extends ElementDriver<E> {
  /** The panel itself: the dialog of a bell, the region of an inbox. */
  get panel(): HTMLElement {
    return this.part('panel') as HTMLElement
  }

  /** The rows of the list, from top to bottom. */
  get rows(): HTMLElement[] {
    // The copy of a removed row that fades is none.
    return this.parts('row').filter(({ dataset }) => dataset['id'] !== undefined)
  }

  /** The title of each row, from top to bottom. */
  get titles(): (string | null)[] {
    return this.rows.map((row) => row.querySelector('[part=title]')?.textContent ?? null)
  }

  /** The field of the open search, or `null`. */
  get searchField(): HTMLInputElement | null {
    return this.find<HTMLInputElement>('[part=search-field]')
  }

  /**
   * Whether the code for shortcuts, undo and focus is loaded. It comes after the first render, with the
   * styles of its own.
   */
  get isInteractive(): boolean {
    const sheets = this.element.shadowRoot?.adoptedStyleSheets ?? []
    return sheets.some(({ cssRules }) =>
      [...cssRules].some(({ cssText }) => cssText.startsWith('.outcome')),
    )
  }

  /**
   * The first element with the part `name` in a row, such as a button (`remove`) or the `title`. It
   * moves the pointer over the row, because only such a row has its buttons.
   */
  tool(row: number, name: string): HTMLElement | null {
    const element = this.rows[row]
    element?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }))
    return element?.querySelector<HTMLElement>(`[part~=${name}]`) ?? null
  }

  /** The control that covers a row: its link, or a button where the notification has no link. */
  link(row: number): HTMLElement | null {
    return this.rows[row]?.querySelector<HTMLElement>('.link') ?? null
  }

  /**
   * Clicks on a row, and keeps the browser on the test's page.
   *
   * @returns The click, after every listener has handled it.
   */
  chooseRow(row: number, init: MouseEventInit = {}): Event {
    const options = { bubbles: true, composed: true, cancelable: true, ...init }
    const click = new MouseEvent('click', options)
    const stay = (event: Event): void => event.preventDefault()
    document.addEventListener('click', stay, { once: true })
    this.link(row)?.dispatchEvent(click)
    return click
  }

  /** Clicks on the filter whose text contains `label`. */
  chooseFilter(label: string): void {
    this.parts('filter')
      .find(({ textContent }) => textContent.includes(label))
      ?.click()
  }

  /**
   * Opens the search by its button or by its key, and waits until its field has the focus.
   *
   * @returns The field.
   */
  async openSearch(by: 'button' | 'key' = 'button'): Promise<HTMLInputElement> {
    if (by === 'button') this.part('search-toggle')?.click()
    else this.press('/')
    await eventually(() => this.searchField !== null && this.searchField === this.focused)
    return this.searchField as HTMLInputElement
  }

  /** Writes into the open search, as one input event. */
  writeInSearch(text: string, init: InputEventInit = {}): void {
    const field = this.searchField
    if (!field) throw new Error('the search is not open')
    field.value = text
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, ...init }))
  }
}
