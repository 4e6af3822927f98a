import { openBus } from '../../client/bus.js'
import { createClaims, type Claims } from '../../client/claims.js'
import type { Inbox } from '../../client/create-inbox.js'
import { preferencesChannel, type Preferences } from '../../client/preferences.js'
import { thisTab, type Tab } from '../../client/tab.js'
import type { Row } from '../../protocol/notification.js'
import type { Settings } from './settings.js'
import { toastStyleOf, type Celebrated } from './toast.js'

/** What is older is listed, and no longer celebrated, in milliseconds. */
const FRESH_MS = 60_000

/** Decides which of the arrivals this page celebrates: new, wanted, and in no other tab. */
export class Reception {
  readonly #settings: Settings
  readonly #signal: AbortSignal
  readonly #tab: Tab
  readonly #claims = new WeakMap<Inbox, Claims>()

  constructor(settings: Settings, signal: AbortSignal, tab: Tab = thisTab) {
    this.#settings = settings
    this.#signal = signal
    this.#tab = tab
  }

  /** Answers, in the order of arrival, what this page is to celebrate. */
  async admit(inbox: Inbox, rows: readonly Row[]): Promise<readonly Celebrated[]> {
    const arrived = new Map(rows.flatMap((row) => this.#claimOf(row, inbox)).map((c) => [c.key, c]))
    if (arrived.size === 0) return []
    await this.#settings.refresh(inbox.internals)
    const wanted = [...arrived.values()].filter(({ row }) => !this.#settings.isMuted(row.category))
    const own = await this.#claimsOf(inbox).claim(wanted)
    return own.flatMap(({ key }) => arrived.get(key)?.celebrated ?? [])
  }

  #claimOf(row: Row, inbox: Inbox) {
    const { id, content, createdAt, alertPos } = row
    if (!content || !toastStyleOf(content)) return []
    const at = Date.parse(createdAt) - inbox.$clockSkewMs.get()
    const dueBy = at + FRESH_MS
    if (dueBy <= Date.now()) return []
    return [{ key: `${id}@${alertPos}`, dueBy, row, celebrated: { ...content, id, createdAt } }]
  }

  #claimsOf(inbox: Inbox): Claims {
    const held = this.#claims.get(inbox)
    if (held) return held
    const { store, requests } = inbox.internals
    const claims = createClaims({
      endpoint: requests.endpoint,
      inbox: store.$state.get().confirmed?.inbox ?? '',
      thing: 'shown',
      tab: this.#tab,
      signal: this.#signal,
    })
    this.#claims.set(inbox, claims)
    const follow = (saved: Preferences): void => this.#settings.follow(saved)
    openBus(this.#tab, preferencesChannel(inbox.internals), follow, this.#signal)
    return claims
  }
}
