import { LitElement, type PropertyDeclarations } from 'lit'
import type { Inbox } from '../client/create-inbox.js'
import type { GetToken } from '../client/session.js'
import { InboxController } from './inbox-controller.js'

/** An element that shows an inbox, or gives it to others: it says which one, and has it. */
export class InboxElement extends LitElement {
  static override properties: PropertyDeclarations = {
    endpoint: {},
    member: {},
    getToken: { attribute: false },
    transport: {},
  }

  /**
   * The server's base address; relative ones are resolved against the page. Default: the inbox of the
   * provider around it.
   */
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

  readonly #inbox = new InboxController(this)

  /** The inbox, for what the element does not offer itself: `logOut()`, for one. */
  get inbox(): Inbox | undefined {
    return this.#inbox.inbox
  }
}
