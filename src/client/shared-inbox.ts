import { createInbox, type Inbox } from './create-inbox.js'
import { endpointOf } from './requests/endpoint.js'
import type { TransportName } from './connection/named-transports.js'
import type { GetToken } from './requests/token-source.js'

/** The options of {@link borrowInbox}. */
export interface SharedInboxOptions {
  /** The server's base address. A relative address is resolved against the page. */
  readonly endpoint: string
  /** A name that distinguishes two members on one page. Default: the page has one member. */
  readonly member?: string | undefined
  readonly getToken?: GetToken | undefined
  /** The names of transports, separated by spaces. The value of the first borrower applies. */
  readonly transport?: string | undefined
  /**
   * Whether cookies are sent to a server of another origin. The value of the first borrower
   * applies.
   */
  readonly withCredentials?: boolean | undefined
  /** The request header that carries the token. The value of the first borrower applies. */
  readonly tokenHeader?: string | undefined
}

/** A borrowed inbox. */
export interface Loan {
  readonly inbox: Inbox
  /** Returns the inbox. Further calls have no effect. */
  release(): void
}

/**
 * How long an inbox without borrowers stays open, in milliseconds. An element that is moved, or
 * replaced by a framework, borrows the inbox again before that.
 */
const KEEP_MS = 1_000

interface Shared {
  readonly inbox: Inbox
  users: number
  closing?: ReturnType<typeof setTimeout>
}

const inboxes = new Map<string, Shared>()

/**
 * Borrows the page's inbox for an endpoint and a member. All borrowers with the same endpoint and
 * member share one inbox. It closes `KEEP_MS` after the last one has released it.
 */
export function borrowInbox(options: SharedInboxOptions): Loan {
  const { endpoint, member, getToken } = options
  const key = JSON.stringify([endpointOf(endpoint), member ?? null])
  const held = inboxes.get(key)
  // A log-out closes the inbox, so the next borrower needs a new one.
  const isOver = held?.inbox.$status.get() === 'closed'
  const shared = held && !isOver ? held : open(key, options)
  clearTimeout(shared.closing)
  shared.users += 1
  if (getToken) shared.inbox.useToken(getToken)
  shared.inbox.start()

  let isReleased = false
  return {
    inbox: shared.inbox,
    release() {
      if (isReleased) return
      isReleased = true
      shared.users -= 1
      if (shared.users === 0) shared.closing = setTimeout(() => close(key, shared), KEEP_MS)
    },
  }
}

function open(key: string, { transport, ...options }: SharedInboxOptions): Shared {
  // `transportsFor` reports names that are not the name of a transport.
  const transports = transport?.split(' ').filter(Boolean) as TransportName[] | undefined
  const shared = { inbox: createInbox({ ...options, transports }), users: 0 }
  inboxes.set(key, shared)
  return shared
}

function close(key: string, shared: Shared): void {
  if (inboxes.get(key) === shared) inboxes.delete(key)
  shared.inbox.close()
}
