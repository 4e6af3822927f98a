import { html, nothing, render, type TemplateResult } from 'lit'
import { lazy } from '../../../client/lazy.js'
import { icon } from '../../../internal/icons.js'
import type { Messages } from '../../../locales/messages.js'
import { isolateSentence } from '../../../protocol/isolate.js'
import type { InboxNotification } from '../../../store/listing.js'
import type { RowActions } from './row-actions.js'
import type { RowsHost } from './row-focus.js'

/** A panel whose rows have tools. */
export interface ToolsHost extends RowsHost {
  readonly words: Messages
  readonly rowActions: RowActions
  /** Shows the notice that a part of the panel could not be loaded. */
  tellNotLoaded(): void
}

/** Whether a finger is the first means of pointing, so that rows have a menu. */
const isTouched = (): boolean =>
  globalThis.matchMedia?.('(hover: none), (pointer: coarse)').matches ?? false

/**
 * The tools of rows: buttons that act on a notification without opening its link. Only the row under
 * the pointer and the row with the focus have them, because they are half of what a row costs.
 */
export class RowTools {
  readonly #panel: ToolsHost
  readonly #menu = lazy(
    () => import('./row-menu.js'),
    ({ RowMenu }) => new RowMenu(this.#panel),
    () => this.#panel.tellNotLoaded(),
  )
  /** The element with the tools of each row that has some. */
  readonly #tools = new Map<HTMLElement, HTMLElement>()
  #pointed: HTMLElement | undefined
  #focused: HTMLElement | undefined

  constructor(panel: ToolsHost, signal: AbortSignal) {
    this.#panel = panel
    const follow = (event: string, handle: (row: HTMLElement | undefined) => void): void =>
      panel.addEventListener(event, ({ target }) => handle(rowOf(target)), { signal })
    follow('pointerover', (row) => this.#point(row))
    follow('focusin', (row) => this.#focus(row))
    panel.addEventListener('pointerleave', () => this.#point(undefined), { signal })
    panel.addEventListener('click', ({ target }) => this.#press(target as Element), { signal })
    // The member may have entered a row before this code was loaded.
    this.#focus(rowOf((panel.getRootNode() as ShadowRoot).activeElement))
  }

  /** Renders the tools again. Call it after the list is rendered. */
  update(): void {
    this.#menu.loaded?.update()
    for (const [row, tools] of this.#tools) {
      if (row.isConnected && (row === this.#pointed || row === this.#focused))
        this.#render(row, tools)
      else {
        tools.remove()
        this.#tools.delete(row)
      }
    }
  }

  #point(row: HTMLElement | undefined): void {
    if (row === this.#pointed) return
    this.#pointed = row
    this.#show(row)
  }

  #focus(row: HTMLElement | undefined): void {
    if (row === this.#focused) return
    // With a keyboard on a touch screen, the button of the row with the focus leads to the menu.
    if (isTouched()) {
      moreOf(this.#focused)?.setAttribute('tabindex', '-1')
      moreOf(row)?.setAttribute('tabindex', '0')
    }
    this.#focused = row
    this.#show(row)
  }

  /** The button of a row that is for touch and for screen readers: it leads to the tools. */
  #press(target: Element): void {
    if (!target.matches('.row-more')) return
    const row = rowOf(target)
    if (isTouched())
      return this.#menu.use((menu) => menu.open(target as HTMLElement, row?.dataset['id']))
    this.#focus(row)
    row?.querySelector<HTMLElement>('.tool')?.focus()
  }

  #show(row: HTMLElement | undefined): void {
    if (row && !this.#tools.has(row)) {
      const tools = document.createElement('span')
      tools.className = 'tools'
      row.append(tools)
      this.#tools.set(row, tools)
    }
    this.update()
  }

  #render(row: HTMLElement, tools: HTMLElement): void {
    const { list, words } = this.#panel
    const notification = list.shown.rows.find(({ id }) => id === row.dataset['id'])
    if (notification) render(this.#template(notification, words, row === this.#focused), tools)
  }

  #template(notification: InboxNotification, words: Messages, isFocused: boolean): TemplateResult {
    const { isUnread, title } = notification
    const tool = (act: string, name: string, art: string): TemplateResult =>
      html`<button
        class="icon-button tool"
        part=${act}
        type="button"
        tabindex=${isFocused ? nothing : -1}
        data-act=${act}
        title=${name}
        aria-label="${name}: ${isolateSentence(title)}"
        @click=${(event: MouseEvent) => this.#panel.rowActions.handleClick(event, notification)}
      >
        ${icon(art)}
      </button>`
    return html`${
      isUnread
        ? tool('toggle-read', words.markAsRead, 'check')
        : tool('toggle-read', words.markAsUnread, 'dot')
    }
    ${tool('remove', words.remove, 'cross')} ${tool('fewer', words.fewer, 'mute')}`
  }
}

const rowOf = (target: EventTarget | null): HTMLElement | undefined =>
  (target as Element | null)?.closest<HTMLElement>('.row') ?? undefined

const moreOf = (row: HTMLElement | undefined): Element | null | undefined =>
  row?.querySelector('.row-more')
