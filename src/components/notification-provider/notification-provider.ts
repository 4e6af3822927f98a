import { ContextProvider } from '@lit/context'
import { css, html, type TemplateResult } from 'lit'
import { inboxContext } from '../../context/inbox-context.js'
import { InboxElement } from '../../context/inbox-element.js'

/**
 * Provides one inbox to all Belfry elements inside it, so that none of them needs an `endpoint` of
 * its own.
 *
 * @summary Provides one inbox to the elements inside.
 *
 * @fires {ConnectionChangeEvent} connection-change - The status of the connection to the server
 *   changed. `event.status` is the new status, `event.previousStatus` the former one.
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
