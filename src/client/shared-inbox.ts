import { createInbox, type Inbox } from './create-inbox.js'
import { endpointOf } from './requests/endpoint.js'
import type { TransportName } from './connection/named-transports.js'
import type { GetToken } from './requests/token-source.js'

/** Which inbox an element asks for. */
export interface SharedInboxOptions {
  /** The server's base address; relative ones are resolved against the page. */
  readonly endpoint: string
  /** Tells apart two members on one page. Default: the one member of the page. */
  readonly member?: string | undefined
  readonly getToken?: GetToken | undefined
  /** Names of transports, separated by spaces. The first that borrows decides. */
  readonly transport?: string | undefined
  /** Whether cookies go along to a server of another origin. The first that borrows decides. */
  readonly withCredentials?: boolean | undefined
  /** The request header that carries the token. The first that borrows decides. */
  readonly tokenHeader?: string | undefined
}

/** An inbox in use. */
export interface Loan {
  readonly inbox: Inbox
  /** Gives it back. Safe to call twice. */
  release(): void
}

/** An element that is moved, or swapped by a framework, is back before this; its inbox stays. */
const KEEP_MS = 1_000

interface Shared {
  readonly inbox: Inbox
  users: number
  closing?: ReturnType<typeof setTimeout>
}

const inboxes = new Map<string, Shared>()

/** Borrows the page's inbox for an endpoint and member: one for all who ask for the same. */
export function borrowInbox(options: SharedInboxOptions): Loan {
  const { endpoint, member, getToken } = options
  const key = JSON.stringify([endpointOf(endpoint), member ?? null])
  const held = inboxes.get(key)
  // After a log-out whoever comes next gets another.
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
  // `transportsFor` reports names that are no transport's.
  const transports = transport?.split(' ').filter(Boolean) as TransportName[] | undefined
  const shared = { inbox: createInbox({ ...options, transports }), users: 0 }
  inboxes.set(key, shared)
  return shared
}

function close(key: string, shared: Shared): void {
  if (inboxes.get(key) === shared) inboxes.delete(key)
  shared.inbox.close()
}
