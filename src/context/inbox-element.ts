import { LitElement, type PropertyDeclarations } from 'lit'
import type { Inbox } from '../client/create-inbox.js'
import type { GetToken } from '../client/requests/token-source.js'
import { InboxController } from './inbox-controller.js'

/** An element that shows an inbox, or gives it to others: it says which one, and has it. */
export class InboxElement extends LitElement {
  static override properties: PropertyDeclarations = {
    endpoint: {},
    member: {},
    getToken: { attribute: false },
    tokenUrl: { attribute: 'token-url' },
    transport: {},
    basePath: { attribute: 'base-path', reflect: true },
    inbox: { attribute: false },
    withCredentials: { type: Boolean, attribute: 'with-credentials' },
    tokenHeader: { attribute: 'token-header' },
  }

  /**
   * The server's base address; relative ones are resolved against the page. Default: the inbox of the
   * provider around it.
   */
  declare endpoint: string | undefined
  /** Tells apart two members on one page. Default: the page's one member. */
  declare member: string | undefined
  /** Gives the member's token; called again when the server refuses one. Default: `tokenUrl`. */
  declare getToken: GetToken | undefined
  /**
   * An address of the page's own origin that answers `{"token": "…"}`; asked again when the server
   * refuses one. It can stand in markup that a server renders. Default: none; the server then
   * reads the cookie that its setting `BELFRY_TOKEN_COOKIE` names.
   */
  declare tokenUrl: string | undefined
  /**
   * Ways to receive, in order of preference, separated by spaces. Each stands in where those before it
   * do not work. Default: `sse websocket polling`.
   */
  declare transport: string | undefined
  /**
   * Where the page's router begins, such as `/app`: the `path` of events is relative to it, on this
   * element and on all elements inside. Default: the path of `<base href>`, else `/`.
   */
  declare basePath: string | undefined
  /**
   * Whether cookies and the browser's own log-ins go along to a server of another origin too. Set it
   * together with `endpoint`: elements of one endpoint share an inbox, which keeps the value of the
   * first. Default: only to the page's own origin.
   */
  declare withCredentials: boolean | undefined
  /**
   * The request header that carries the token: `x-belfry-token` leaves `Authorization` to a proxy that
   * asks for a password. Set it together with `endpoint`: elements of one endpoint share an inbox, which
   * keeps the value of the first. Default: `authorization`.
   */
  declare tokenHeader: string | undefined

  readonly #inbox = new InboxController(this)

  /**
   * The inbox, for actions that the element does not offer itself, such as `logOut()`. An inbox made by
   * `createInbox` can be set: the element starts it and the page closes it. `undefined` goes back to
   * the inbox that `endpoint` names.
   */
  get inbox(): Inbox | undefined {
    return this.#inbox.inbox
  }

  set inbox(inbox: Inbox | undefined) {
    this.#inbox.given = inbox
  }

  /**
   * Keeps the shadow root where the style sheets cannot be adopted: an element that first stands in
   * another document than its class is styled there together with its inside.
   */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    try {
      return super.createRenderRoot()
    } catch {
      return this.shadowRoot as ShadowRoot
    }
  }
}
