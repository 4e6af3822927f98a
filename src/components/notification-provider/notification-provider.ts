import { ContextProvider } from '@lit/context'
import { css, html, type TemplateResult } from 'lit'
import { inboxContext } from '../../context/inbox-context.js'
import { InboxElement } from '../../context/inbox-element.js'

/**
 * Gives one inbox to all of Belfry's elements inside it, so that none of them needs to be told where
 * it is.
 *
 * @summary The inbox for the elements inside.
 *
 * @fires {ConnectionChangeEvent} connection-change - The connection to the server changed its status:
 *   `event.status` and `event.previousStatus` say from which to which.
 *
 * @slot - The page, or the part of it that holds the elements.
 */
export class NotificationProvider extends InboxElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `

  readonly #context = new ContextProvider(this, { context: inboxContext })

  protected override updated(): void {
    this.#context.setValue(this.inbox)
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`
  }
}
