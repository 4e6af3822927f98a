import type { PropertyDeclarations } from 'lit'
import { FrameElement } from '../internal/frame-element.js'
import type { Inbox } from '../client/create-inbox.js'
import type { GetToken } from '../client/requests/token-source.js'
import { InboxController } from './inbox-controller.js'

/**
 * The base class of elements that show an inbox or provide one. It holds the connection's
 * properties.
 */
export class InboxElement extends FrameElement {
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
   * The server's base address, absolute or relative to the page. Default: the element uses the
   * inbox of the `<notification-provider>` around it.
   */
  declare endpoint: string | undefined
  /**
   * A name that keeps the inboxes of two members on one page apart. Default: all elements of the
   * page belong to one member.
   */
  declare member: string | undefined
  /**
   * A function that returns the member's token. It is called again when the server refuses a token.
   * Default: the token comes from `tokenUrl`.
   */
  declare getToken: GetToken | undefined
  /**
   * An address on the page's own origin that answers `{"token": "…"}`. It is requested again when
   * the server refuses a token. It can be set in server-rendered markup. Default: none; the server
   * then reads the cookie that its setting `BELFRY_TOKEN_COOKIE` names.
   */
  declare tokenUrl: string | undefined
  /**
   * The names of the transports, in order of preference, separated by spaces. If a transport does
   * not work, the next one is used. Default: `sse websocket polling`.
   */
  declare transport: string | undefined
  /**
   * The base path of the page's router, such as `/app`. The `path` of events is relative to it, for
   * this element and all elements inside. Default: the path of `<base href>`, else `/`.
   */
  declare basePath: string | undefined
  /**
   * Whether requests carry cookies and the browser's own log-ins to a server of another origin too.
   * Set it together with `endpoint`: elements with the same endpoint share an inbox, which keeps
   * the value of the first element. Default: only requests to the page's own origin carry them.
   */
  declare withCredentials: boolean | undefined
  /**
   * The request header that carries the token. `x-belfry-token` leaves `Authorization` to a proxy
   * that asks for a password. Set it together with `endpoint`: elements with the same endpoint
   * share an inbox, which keeps the value of the first element. Default: `authorization`.
   */
  declare tokenHeader: string | undefined

  readonly #inbox = new InboxController(this)

  /**
   * The element's inbox, for actions that the element does not offer itself, such as `logOut()`.
   * Set an inbox made by `createInbox` to use that one: the element starts it, the page closes it.
   * Set `undefined` to return to the inbox of `endpoint`.
   */
  get inbox(): Inbox | undefined {
    return this.#inbox.inbox
  }

  set inbox(inbox: Inbox | undefined) {
    this.#inbox.given = inbox
  }

  /**
   * Keeps the shadow root if its style sheets cannot be adopted, which happens when the element is
   * first attached to another document than that of its class. Its style sheets are then copied
   * together with those of its content.
   */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    try {
      return super.createRenderRoot()
    } catch {
      return this.shadowRoot as ShadowRoot
    }
  }
}
