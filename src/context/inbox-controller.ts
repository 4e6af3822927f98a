import { ContextConsumer } from '@lit/context'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Inbox } from '../client/create-inbox.js'
import type { GetToken } from '../client/session.js'
import { borrowInbox, type Loan } from '../client/shared-inbox.js'
import { inboxContext } from './inbox-context.js'

/** What an element says about the inbox that it wants. */
export interface InboxHost extends ReactiveControllerHost, HTMLElement {
  /** The server's base address. */
  endpoint: string | undefined
  /** Tells apart two members on one page. */
  member: string | undefined
  getToken: GetToken | undefined
  /** Names of transports, in order of preference. */
  transport: string | undefined
}

/** An element's own inbox where it names an endpoint, else that of the nearest provider. */
export class InboxController implements ReactiveController {
  readonly #host: InboxHost
  readonly #provided: ContextConsumer<typeof inboxContext, InboxHost>
  #loan: Loan | undefined
  #asked: readonly unknown[] = []

  constructor(host: InboxHost) {
    this.#host = host
    host.addController(this)
    this.#provided = new ContextConsumer(host, { context: inboxContext, subscribe: true })
  }

  /** Shared with all that name the same endpoint and member. */
  get inbox(): Inbox | undefined {
    return this.#loan?.inbox ?? this.#provided.value
  }

  hostUpdate(): void {
    // A property set on a removed element updates it once more; that must not open anything.
    if (!this.#host.isConnected) return
    const { endpoint, member, getToken, transport } = this.#host
    const wanted = [endpoint, member, getToken, transport]
    if (wanted.every((value, index) => value === this.#asked[index])) return
    // Borrowed before the old one goes back: where both are the same inbox, it stays open.
    const loan =
      endpoint === undefined ? undefined : borrowInbox({ endpoint, member, getToken, transport })
    this.#loan?.release()
    this.#loan = loan
    this.#asked = wanted
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#loan?.release()
    this.#loan = undefined
    this.#asked = []
  }
}
