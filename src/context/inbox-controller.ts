import { ContextConsumer } from '@lit/context'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Inbox } from '../client/create-inbox.js'
import type { GetToken } from '../client/requests/token-source.js'
import { borrowInbox, type Loan } from '../client/shared-inbox.js'
import { tokenFrom } from '../client/requests/token-url.js'
import { warnHost } from '../client/warn-host.js'
import { StoreController } from '../internal/store-controller.js'
import type { ConnectionStatus } from '../store/inbox-store.js'
import { ConnectionChangeEvent } from './connection-change-event.js'
import { inboxContext } from './inbox-context.js'

/** An element that uses an inbox, with the properties that say which inbox. */
export interface InboxHost extends ReactiveControllerHost, HTMLElement {
  /** The server's base address, absolute or relative to the page. */
  endpoint: string | undefined
  /** A name that keeps the inboxes of two members on one page apart. */
  member: string | undefined
  getToken: GetToken | undefined
  /** An address of the host page that returns the token, used if there is no `getToken`. */
  tokenUrl: string | undefined
  /** The names of the transports, in order of preference, separated by spaces. */
  transport: string | undefined
  /** Whether requests to a server of another origin carry cookies. */
  withCredentials: boolean | undefined
  /** The request header that carries the token. */
  tokenHeader: string | undefined
}

/** An element that has no inbox after this time warns the page's developer, in milliseconds. */
const PATIENCE_MS = 5_000

/**
 * Finds the inbox of an element: the inbox that the page has set, else the inbox of the element's
 * own endpoint, else the inbox of the nearest provider.
 */
export class InboxController implements ReactiveController {
  /** An inbox that the page made and set. The page closes it. */
  given: Inbox | undefined
  readonly #host: InboxHost
  readonly #provided: ContextConsumer<typeof inboxContext, InboxHost>
  readonly #status: StoreController<ConnectionStatus>
  #toldStatus: ConnectionStatus = 'connecting'
  #loan: Loan | undefined
  #asked: readonly unknown[] = []

  constructor(host: InboxHost) {
    this.#host = host
    host.addController(this)
    this.#provided = new ContextConsumer(host, { context: inboxContext, subscribe: true })
    this.#status = new StoreController(host, () => this.inbox?.$status)
  }

  /** The element's inbox. All elements with the same endpoint and member share one inbox. */
  get inbox(): Inbox | undefined {
    return this.given ?? this.#loan?.inbox ?? this.#provided.value
  }

  hostUpdate(): void {
    // Setting a property on a removed element updates it once more; that must not open a
    // connection.
    if (!this.#host.isConnected) return
    const { given } = this
    const { endpoint, member, tokenUrl, transport, withCredentials, tokenHeader } = this.#host
    const getToken = this.#host.getToken ?? (tokenUrl ? tokenFrom(tokenUrl) : undefined)
    const options = { member, getToken, transport, withCredentials, tokenHeader }
    const wanted = [endpoint, given, ...Object.values(options)]
    if (wanted.every((value, index) => value === this.#asked[index])) return
    // The new inbox is borrowed before the old one is released: if both are the same inbox, it
    // stays open.
    const loan = given || endpoint === undefined ? undefined : borrowInbox({ ...options, endpoint })
    given?.start()
    this.#loan?.release()
    this.#loan = loan
    this.#asked = wanted
  }

  hostUpdated(): void {
    const before = this.#toldStatus
    const status = (this.#toldStatus = this.#status.value ?? before)
    if (status !== before) this.#host.dispatchEvent(new ConnectionChangeEvent(status, before))
  }

  hostConnected(): void {
    this.#host.requestUpdate()
    setTimeout(() => {
      if (this.#host.isConnected && !this.inbox) warnHost('no-endpoint', this.#host.localName)
    }, PATIENCE_MS)
  }

  hostDisconnected(): void {
    this.#loan?.release()
    this.#loan = undefined
    this.#asked = []
  }
}
