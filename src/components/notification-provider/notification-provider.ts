import { ContextProvider } from '@lit/context'
import { LitElement, css, html, type TemplateResult } from 'lit'
import type { Inbox } from '../../client/create-inbox.js'
import type { GetToken } from '../../client/session.js'
import { inboxContext } from '../../context/inbox-context.js'
import { InboxController } from '../../context/inbox-controller.js'

/**
 * Gives one inbox to all of Belfry's elements inside it, so that none of them needs to be told where
 * it is.
 *
 * @summary The inbox for the elements inside.
 *
 * @slot - The page, or the part of it that holds the elements.
 */
export class NotificationProvider extends LitElement {
  static override properties = {
    endpoint: {},
    member: {},
    getToken: { attribute: false },
    transport: {},
  }

  static override styles = css`
    :host {
      display: contents;
    }
  `

  /** The server's base address. Relative ones are resolved against the page. */
  declare endpoint: string | undefined
  /** Tells apart two members on one page. Default: the page's one member. */
  declare member: string | undefined
  /** Gives the member's token; called again when the server refuses one. Default: the page's cookie. */
  declare getToken: GetToken | undefined
  /**
   * Ways to receive, in order of preference, separated by spaces. Each stands in where those before it
   * do not work. Default: `sse websocket polling`.
   */
  declare transport: string | undefined

  readonly #own = new InboxController(this)
  readonly #context = new ContextProvider(this, { context: inboxContext })

  /** The inbox, for what the elements do not offer: `logOut()`, for one. */
  get inbox(): Inbox | undefined {
    return this.#own.inbox
  }

  protected override updated(): void {
    this.#context.setValue(this.inbox)
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`
  }
}
