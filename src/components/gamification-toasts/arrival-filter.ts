import { openTabChannel } from '../../client/tabs/tab-channel.js'
import {
  claimsOf,
  type ClaimOptions,
  type CelebrationClaims,
} from '../../client/tabs/celebration-claims.js'
import { serverNow } from '../../client/clock-skew.js'
import type { Inbox } from '../../client/create-inbox.js'
import { inboxNameOf } from '../../client/inbox-name.js'
import { preferencesChannel, type Preferences } from '../../client/preferences/preferences.js'
import { thisTab } from '../../client/tabs/tab-environment.js'
import { reportUncelebrated } from '../../internal/uncelebrated.js'
import type { Row } from '../../protocol/notification.js'
import { isFresh } from './fresh.js'
import type { CelebrationSettings } from './celebration-settings.js'
import type { Celebrated } from './toast.js'

/** The member whose inbox is on the page, with the claims made for them. */
interface Member {
  /** The inbox, as its server names it. */
  readonly name: string | undefined
  readonly inbox: Inbox
  readonly claims: CelebrationClaims
  /** Ends the claims and the listening for preferences. */
  readonly ending: AbortController
}

/** Decides which rows this page celebrates: new, wanted, and in no other tab. */
export class ArrivalFilter {
  readonly #settings: CelebrationSettings
  readonly #signal: AbortSignal
  #member: Member | undefined
  /** The names by which the tabs claim rows. A page's own moments have none. */
  readonly #keys = new WeakMap<Celebrated, string>()
  /** Rows that are being claimed, by their keys. */
  readonly #claiming = new Map<string, Celebrated>()
  /** Rows that were claimed, and given back when the page was left. */
  #givenBack: readonly Celebrated[] = []

  constructor(settings: CelebrationSettings, signal: AbortSignal) {
    this.#settings = settings
    this.#signal = signal
  }

  /** Answers, in the order of arrival, which arrivals this page is to celebrate. */
  async admit(inbox: Inbox, rows: readonly Row[]): Promise<readonly Celebrated[]> {
    const name = nameOf(inbox)
    const wanted = await this.#wantedOf(inbox, rows)
    if (nameOf(inbox) !== name) return []
    const wantedIds = wanted.map(({ id }) => id)
    reportUncelebrated(
      inbox,
      rows.filter(({ id }) => !wantedIds.includes(id)),
    )
    return this.#claim(inbox, wanted)
  }

  /**
   * Answers which rows of a full state this page is to celebrate: those that no tab has claimed, where
   * that outlives a page.
   */
  async find(inbox: Inbox, rows: readonly Row[]): Promise<readonly Celebrated[]> {
    return this.#claim(inbox, await this.#wantedOf(inbox, rows), { mustBeKept: true })
  }

  /** Learns what the member prefers. */
  async prepare(inbox: Inbox): Promise<void> {
    // It listens before it asks: what is saved between would be heard by nobody.
    this.#memberOf(inbox)
    await this.#settings.refresh(inbox.internals)
  }

  /** Whether a celebration is claimed by tabs. */
  readonly isClaimed = (celebrated: Celebrated): boolean => this.#keys.has(celebrated)

  /** The page is left: gives back what the member has not seen, and what is being claimed. */
  giveBack(unseen: readonly Celebrated[]): void {
    const back = [...this.#claiming.values(), ...unseen]
    this.#claiming.clear()
    this.#givenBack = [...this.#givenBack, ...back]
    this.#member?.claims.release(back.map((one) => this.#keyOf(one)))
  }

  /** The page is back: answers which rows of those that it gave back no other page has celebrated. */
  async takeBack(inbox: Inbox): Promise<readonly Celebrated[]> {
    const back = this.#givenBack
    this.#givenBack = []
    return back.length > 0 ? this.#claim(inbox, back) : []
  }

  /** Forgets the member: nothing of theirs is celebrated any more. */
  leave(): void {
    this.#member?.ending.abort()
    this.#member = undefined
    this.#claiming.clear()
    this.#givenBack = []
    this.#settings.reset()
  }

  async #wantedOf(inbox: Inbox, rows: readonly Row[]): Promise<readonly Celebrated[]> {
    const name = nameOf(inbox)
    const now = serverNow(inbox)
    const fresh = rows.filter((row) => isFresh(row, now))
    if (fresh.length > 0) await this.prepare(inbox)
    // The page may have another member since.
    if (nameOf(inbox) !== name) return []
    return fresh
      .filter(({ category }) => !this.#settings.isMuted(category))
      .map(({ id, content, createdAt, alertPos }) => {
        const celebrated = { ...content, id, createdAt }
        // A row that is renewed is celebrated again.
        this.#keys.set(celebrated, `${id}@${alertPos}`)
        return celebrated
      })
  }

  async #claim(
    inbox: Inbox,
    asked: readonly Celebrated[],
    options?: ClaimOptions,
  ): Promise<readonly Celebrated[]> {
    const wanted = asked.filter((one) => !this.#claiming.has(this.#keyOf(one)))
    if (wanted.length === 0) return []
    for (const one of wanted) this.#claiming.set(this.#keyOf(one), one)
    const { claims } = this.#memberOf(inbox)
    const keys = wanted.map((one) => this.#keyOf(one))
    const own = await claims.claim(keys, options)
    // A celebration that is no longer in the map was given back meanwhile, or is a former member's.
    return wanted.filter((one) => {
      const key = this.#keyOf(one)
      const isThere = this.#claiming.get(key) === one && this.#claiming.delete(key)
      return isThere && own.includes(key)
    })
  }

  #keyOf(celebrated: Celebrated): string {
    return this.#keys.get(celebrated) ?? ''
  }

  #memberOf(inbox: Inbox): Member {
    const name = nameOf(inbox)
    const held = this.#member
    if (held?.inbox === inbox && held.name === name) return held
    if (held) this.leave()
    const ending = new AbortController()
    const signal = AbortSignal.any([this.#signal, ending.signal])
    const claims = claimsOf(inbox, thisTab, signal)
    const channel = preferencesChannel(inbox.internals)
    openTabChannel<Preferences>(thisTab, channel, (saved) => this.#settings.follow(saved), signal)
    return (this.#member = { name, inbox, claims, ending })
  }
}

const nameOf = ({ internals }: Inbox): string | undefined => inboxNameOf(internals.store)
