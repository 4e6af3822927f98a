import type { Inbox, InboxOptions } from '../../../src/client/create-inbox.js'
import { furthest, type Counts, type Position } from '../../../src/protocol/index.js'
import type { ConnectionStatus, InboxStore } from '../../../src/store/inbox-store.js'
import type { InboxNotification } from '../../../src/store/listing.js'
import type { Confirmed, InboxState } from '../../../src/store/state.js'
import { readCursor } from '../../../src/testing/model/model-data.js'
import type { Witness } from '../../model/invariants.js'
import { shortLimits } from '../../simulation/server/short-limits.js'
import type { FakeTab } from '../../simulation/browser/fake-browser.js'
import type { Client } from './load-client.js'
import type { Network } from '../../simulation/network/network.js'

export const endpoint = 'https://bells.example/'

/** How a page is opened. */
export interface PageOptions extends Partial<InboxOptions> {
  /** The transports that it may use, in order. Default: all. */
  readonly transportNames?: readonly ('sse' | 'websocket' | 'polling')[]
}

/** A page that shows the member's inbox, in one tab. */
export class Page implements Witness {
  readonly inbox: Inbox
  readonly store: InboxStore
  /** Commands that the member took back: what never left need not arrive. */
  readonly undone = new Set<string>()
  /** Every status that the member was shown, and when. */
  readonly statuses: { readonly status: ConnectionStatus; readonly at: number }[] = []
  pagedTo: { epoch: string; position: Position } | null = null

  /** Called by {@link openPage}, in the tab. */
  constructor(
    readonly tab: FakeTab,
    client: Client,
    network: Network,
    { transportNames = ['sse', 'websocket', 'polling'], ...options }: PageOptions,
    inspect: (page: Page, before: Confirmed | null) => void,
  ) {
    const fetch = network.fetchOf(tab)
    const made = {
      sse: () => client.sse({ fetch }),
      websocket: () => client.websocket({ WebSocket: network.socketOf(tab) }),
      polling: () => client.polling({ fetch }),
    }
    const transports = transportNames.map((name) => made[name]())
    const all = { endpoint, fetch, transports, pageSize: shortLimits.pageRows, ...options }
    this.inbox = client.createInbox(all, tab)
    this.store = client.lastStore()
    this.store.$state.subscribe((_, before) => inspect(this, before?.confirmed ?? null))
    // As a panel on the page does.
    this.inbox.$notifications.subscribe(() => undefined)
    this.inbox.$counts.subscribe(() => undefined)
    const { time } = tab.browser
    this.inbox.$status.subscribe((status) => this.statuses.push({ status, at: time.now }))
    this.inbox.start()
  }

  get state(): InboxState {
    return this.store.$state.get()
  }

  get confirmed(): Confirmed | null {
    return this.state.confirmed
  }

  list(): readonly InboxNotification[] {
    return this.inbox.$notifications.get()
  }

  view(): { readonly counts: Counts } {
    return { counts: this.inbox.$counts.get() }
  }

  /** The number on the badge. */
  get unread(): number {
    return this.inbox.$counts.get().unread
  }

  get status(): ConnectionStatus {
    return this.inbox.$status.get()
  }

  /** The statuses shown since a moment. */
  statusesSince(at: number): ConnectionStatus[] {
    return this.statuses.filter((shown) => shown.at >= at).map(({ status }) => status)
  }

  /** The member does something on the page. */
  act(act: (inbox: Inbox) => unknown): Promise<unknown> {
    return this.tab.do(() => void act(this.inbox))
  }

  /** A page of older rows came. */
  notePage(to: string): void {
    const { epoch, position } = readCursor(to)
    const isSame = this.pagedTo?.epoch === epoch
    const reached = isSame && this.pagedTo ? furthest(this.pagedTo.position, position) : position
    this.pagedTo = { epoch, position: reached }
  }
}
