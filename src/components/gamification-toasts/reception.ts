import { openBus } from '../../client/bus.js'
import { claimsOf, type Claims } from '../../client/claims.js'
import { serverNow } from '../../client/clock.js'
import type { Inbox } from '../../client/create-inbox.js'
import { preferencesChannel, type Preferences } from '../../client/preferences.js'
import { thisTab } from '../../client/tab.js'
import { reportUncelebrated } from '../../internal/uncelebrated.js'
import type { Row } from '../../protocol/notification.js'
import type { Settings } from './settings.js'
import { toastStyleOf } from './toast-style.js'
import type { Celebrated } from './toast.js'

/** What is older when it arrives is listed, and not celebrated, in milliseconds. */
const FRESH_MS = 60_000

/** Decides which of the arrivals this page celebrates: new, wanted, and in no other tab. */
export class Reception {
  readonly #settings: Settings
  readonly #signal: AbortSignal
  readonly #claims = new WeakMap<Inbox, Claims>()

  constructor(settings: Settings, signal: AbortSignal) {
    this.#settings = settings
    this.#signal = signal
  }

  /** Answers, in the order of arrival, what this page is to celebrate. */
  async admit(inbox: Inbox, rows: readonly Row[]): Promise<readonly Celebrated[]> {
    const since = serverNow(inbox) - FRESH_MS
    const fresh = rows.flatMap(({ id, content, category, createdAt, alertPos }) =>
      content && toastStyleOf(content) && Date.parse(createdAt) > since
        ? // What is renewed is celebrated again.
          [{ key: `${id}@${alertPos}`, category, celebrated: { ...content, id, createdAt } }]
        : [],
    )
    const claims = fresh.length > 0 ? await this.prepare(inbox) : undefined
    const wanted = fresh.filter(({ category }) => !this.#settings.isMuted(category))
    const wantedIds = wanted.map(({ celebrated }) => celebrated.id)
    reportUncelebrated(
      inbox,
      rows.filter(({ id }) => !wantedIds.includes(id)),
    )
    if (!claims) return []
    const own = await claims.claim(wanted.map(({ key }) => key))
    return wanted.flatMap(({ key, celebrated }) => (own.includes(key) ? celebrated : []))
  }

  /** Learns what the member prefers. */
  async prepare(inbox: Inbox): Promise<Claims> {
    // It listens before it asks: what is saved between would be heard by nobody.
    const claims = this.#claimsOf(inbox)
    await this.#settings.refresh(inbox.internals)
    return claims
  }

  #claimsOf(inbox: Inbox): Claims {
    const held = this.#claims.get(inbox)
    if (held) return held
    const claims = claimsOf(inbox, thisTab, this.#signal)
    this.#claims.set(inbox, claims)
    const channel = preferencesChannel(inbox.internals)
    openBus<Preferences>(thisTab, channel, (saved) => this.#settings.follow(saved), this.#signal)
    return claims
  }
}
