import { EventEmitter } from 'node:events'
import { WebSocket } from 'ws'
import { createInbox, type Inbox } from '../../../src/client/create-inbox.js'
import type { Frame } from '../../../src/protocol/index.js'
import type { ConnectionStatus } from '../../../src/store/inbox-store.js'
import { polling } from '../../../src/transports/polling.js'
import { sse } from '../../../src/transports/sse.js'
import type { OpenOptions, Transport } from '../../../src/transports/transport.js'
import { websocket } from '../../../src/transports/websocket.js'
import type { FakeTab } from '../../simulation/browser/fake-browser.js'

// Many parts of an inbox end with its one signal; Node takes that for a leak.
EventEmitter.defaultMaxListeners = 100

/** How a recorded page reaches its inbox. */
export interface RecordedPageOptions {
  readonly endpoint: string
  readonly token: string
  /** Ways to receive, the best first. @default ['sse', 'websocket', 'polling'] */
  readonly transports?: readonly TransportName[]
  /** Notifications per page of the list. @default 100 */
  readonly pageSize?: number
}

/** The transports by name. */
export type TransportName = 'sse' | 'websocket' | 'polling'

/** One opening of a stream. Its moments are milliseconds of `performance.now()`. */
export interface Opening {
  readonly name: string
  readonly openedAt: number
  closedAt: number | null
  /** The types of the received frames, in order. */
  readonly frames: Frame['type'][]
  /** When the last frame arrived; `openedAt` before the first. */
  heardAt: number
}

/** A page of a member with the real client, which records its own traffic on the real network. */
export interface RecordedPage {
  readonly inbox: Inbox
  readonly openings: readonly Opening[]
  /** The ids of the sent commands, one entry for each time a command was sent. */
  readonly sent: readonly string[]
  /** The cursors of all requests, in order. */
  readonly cursors: readonly string[]
  /** The paths of all requests, in order. */
  readonly asked: readonly string[]
  /** Every connection status that the page showed, in order. */
  readonly statuses: readonly ConnectionStatus[]
  close(): void
}

/** Opens a page in a tab, and starts its inbox. */
export function openRecordedPage(tab: FakeTab, options: RecordedPageOptions): RecordedPage {
  const { endpoint, token, transports = ['sse', 'websocket', 'polling'], pageSize = 100 } = options
  const openings: Opening[] = []
  const sent: string[] = []
  const cursors: string[] = []
  const asked: string[] = []
  const statuses: ConnectionStatus[] = []
  const note = (cursor: string | null | undefined): void => {
    if (cursor) cursors.push(cursor)
  }
  const watchedFetch: typeof globalThis.fetch = (input, init) => {
    asked.push(new URL(input as URL).pathname)
    if (init?.method === 'POST') {
      const body = JSON.parse(init.body as string) as { base: string; commands: { id: string }[] }
      note(body.base)
      sent.push(...body.commands.map(({ id }) => id))
    }
    return fetch(input, init)
  }
  const made: Record<TransportName, Transport> = {
    sse: sse({ fetch: watchedFetch }),
    websocket: websocket({ WebSocket: WebSocket as never }),
    polling: polling({ fetch: watchedFetch, wait: 2 }),
  }
  const watched = (transport: Transport): Transport => ({
    ...transport,
    open: (opening) => observe(transport, opening, openings, note),
  })
  const inbox = createInbox(
    {
      endpoint,
      pageSize,
      getToken: () => token,
      fetch: watchedFetch,
      transports: transports.map((name) => watched(made[name])),
    },
    tab,
  )
  inbox.$status.subscribe((status) => statuses.push(status))
  inbox.start()
  return { inbox, openings, sent, cursors, asked, statuses, close: () => inbox.close() }
}

async function* observe(
  transport: Transport,
  opening: OpenOptions,
  openings: Opening[],
  note: (cursor: string | null) => void,
): AsyncGenerator<Frame> {
  const frames: Frame['type'][] = []
  const now = performance.now()
  const one: Opening = { name: transport.name, openedAt: now, closedAt: null, frames, heardAt: now }
  openings.push(one)
  note(opening.cursor)
  try {
    for await (const frame of transport.open(opening)) {
      frames.push(frame.type)
      one.heardAt = performance.now()
      yield frame
    }
  } finally {
    one.closedAt = performance.now()
  }
}
