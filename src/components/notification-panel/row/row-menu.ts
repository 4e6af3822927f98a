import { html, render, type TemplateResult } from 'lit'
import { icon } from '../../../internal/icons.js'
import { isolateSentence } from '../../../protocol/isolate.js'
import type { InboxNotification } from '../../../store/listing.js'
import { placePopover } from '../placement/placement.js'
import type { ToolsHost } from './row-tools.js'

/**
 * The menu of a row, in which its tools have words. It is for touch screens: a row with a toolbar
 * would be half as high again, and icons alone explain themselves to nobody without a pointer.
 */
export class RowMenu {
  readonly #panel: ToolsHost
  readonly #element = document.createElement('div')
  #button: HTMLElement | undefined
  #id: string | undefined
  /** Aborted when the menu closes. */
  #closing = new AbortController()

  constructor(panel: ToolsHost) {
    this.#panel = panel
    this.#element.className = 'menu row-menu'
    this.#element.setAttribute('part', 'row-menu')
    this.#element.popover = 'auto'
    this.#element.addEventListener('toggle', ({ newState }) => {
      if (newState === 'closed') this.#forget()
    })
  }

  /** Opens the menu beside the button of a row. */
  open(button: HTMLElement, id: string | undefined): void {
    this.#forget()
    this.#button = button
    this.#id = id
    this.#closing = new AbortController()
    button.ariaExpanded = 'true'
    if (this.#element.parentNode !== this.#panel) this.#panel.append(this.#element)
    this.update()
    this.#element.showPopover?.()
    placePopover(this.#element, button, this.#closing.signal)
    this.#element.querySelector<HTMLElement>('.menu-item')?.focus()
  }

  /** Renders the open menu again. It closes if its notification has left the list. */
  update(): void {
    if (!this.#button) return
    const notification = this.#panel.list.shown.rows.find(({ id }) => id === this.#id)
    if (notification) render(this.#template(notification), this.#element)
    else this.#close()
  }

  #template(notification: InboxNotification): TemplateResult {
    const { words, rowActions } = this.#panel
    const { isUnread, title } = notification
    this.#element.ariaLabel = `${words.moreActions}: ${isolateSentence(title)}`
    const item = (act: string, art: string, word: string): TemplateResult =>
      html`<button
        class="menu-item"
        part=${act}
        type="button"
        data-act=${act}
        @click=${(event: MouseEvent) => {
          this.#close()
          rowActions.handleClick(event, notification)
        }}
      >
        ${icon(art)}<span>${word}</span>
      </button>`
    return html`${
      isUnread
        ? item('toggle-read', 'check', words.markAsRead)
        : item('toggle-read', 'dot', words.markAsUnread)
    }
    ${item('remove', 'cross', words.remove)} ${item('fewer', 'mute', words.fewer)}`
  }

  /** Closes the menu and focuses its button, which the list needs to keep the place of the focus. */
  #close(): void {
    this.#element.hidePopover?.()
    this.#button?.focus()
    this.#forget()
  }

  #forget(): void {
    this.#closing.abort()
    this.#button?.removeAttribute('aria-expanded')
    this.#button = undefined
  }
}
