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

/** What an element says about the inbox that it wants. */
export interface InboxHost extends ReactiveControllerHost, HTMLElement {
  /** The server's base address. */
  endpoint: string | undefined
  /** Tells apart two members on one page. */
  member: string | undefined
  getToken: GetToken | undefined
  /** An address of the page's own that gives the token, where there is no `getToken`. */
  tokenUrl: string | undefined
  /** Names of transports, in order of preference. */
  transport: string | undefined
  /** Whether cookies go along to a server of another origin. */
  withCredentials: boolean | undefined
  /** The request header that carries the token. */
  tokenHeader: string | undefined
}

/** An element that has no inbox after this time will not get one, in milliseconds. */
const PATIENCE_MS = 5_000

/**
 * An element's inbox: the one that the page gave to it, else that of the endpoint it names, else that
 * of the nearest provider.
 */
export class InboxController implements ReactiveController {
  /** An inbox that the page made. The page closes it. */
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

  /** Shared with all that name the same endpoint and member. */
  get inbox(): Inbox | undefined {
    return this.given ?? this.#loan?.inbox ?? this.#provided.value
  }

  hostUpdate(): void {
    // A property set on a removed element updates it once more; that must not open anything.
    if (!this.#host.isConnected) return
    const { given } = this
    const { endpoint, member, tokenUrl, transport, withCredentials, tokenHeader } = this.#host
    const getToken = this.#host.getToken ?? (tokenUrl ? tokenFrom(tokenUrl) : undefined)
    const options = { member, getToken, transport, withCredentials, tokenHeader }
    const wanted = [endpoint, given, ...Object.values(options)]
    if (wanted.every((value, index) => value === this.#asked[index])) return
    // Borrowed before the old one goes back: where both are the same inbox, it stays open.
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
