import { openTabChannel } from '../../client/tabs/tab-channel.js'
import {
  claimsOf,
  type ClaimOptions,
  type CelebrationClaims,
} from '../../client/tabs/celebration-claims.js'
import { serverNow } from '../../client/clock-skew.js'
import type { Inbox } from '../../client/create-inbox.js'
import { preferencesChannel } from '../../client/preferences/preferences.js'
import type { Preferences } from '../../protocol/preferences.js'
import { thisTab } from '../../client/tabs/tab-environment.js'
import { reportUncelebrated } from '../../internal/uncelebrated.js'
import type { Row } from '../../protocol/notification.js'
import { isFresh } from './fresh.js'
import type { CelebrationSettings } from './celebration-settings.js'
import type { Celebrated } from './toast.js'

/** The member whose inbox is on the page, and the claims made for that member. */
interface Member {
  /** The inbox, by the name that the server gives it. */
  readonly name: string | undefined
  readonly inbox: Inbox
  readonly claims: CelebrationClaims
  /** Ends the claims, and stops listening for changed preferences. */
  readonly ending: AbortController
}

/**
 * Decides which rows this tab celebrates: rows that are new, that the member wants to see, and that
 * no other tab celebrates.
 */
export class ArrivalFilter {
  readonly #settings: CelebrationSettings
  readonly #signal: AbortSignal
  #member: Member | undefined
  /** The key by which tabs claim each celebration. A moment of the page itself has no key. */
  readonly #keys = new WeakMap<Celebrated, string>()
  /** Celebrations that are being claimed, by their key. */
  readonly #claiming = new Map<string, Celebrated>()
  /** Celebrations that were claimed, and released when the member left the page. */
  #givenBack: readonly Celebrated[] = []

  constructor(settings: CelebrationSettings, signal: AbortSignal) {
    this.#settings = settings
    this.#signal = signal
  }

  /** Resolves to the arrived rows that this tab celebrates, in the order of arrival. */
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
   * Resolves to the rows of a full state that this tab celebrates: those that no tab has claimed.
   * It needs a record of claims that outlives the page.
   */
  async find(inbox: Inbox, rows: readonly Row[]): Promise<readonly Celebrated[]> {
    return this.#claim(inbox, await this.#wantedOf(inbox, rows), { mustBeKept: true })
  }

  /** Loads the member's preferences. */
  async prepare(inbox: Inbox): Promise<void> {
    // Listen for changes before requesting the preferences: a change saved in between would be
    // missed.
    this.#memberOf(inbox)
    await this.#settings.refresh(inbox.internals)
  }

  /** Whether tabs claim a celebration; a moment of the page itself is never claimed. */
  readonly isClaimed = (celebrated: Celebrated): boolean => this.#keys.has(celebrated)

  /**
   * Releases claims when the member leaves the page: those of unseen celebrations, and those in
   * progress.
   */
  giveBack(unseen: readonly Celebrated[]): void {
    const back = [...this.#claiming.values(), ...unseen]
    this.#claiming.clear()
    this.#givenBack = [...this.#givenBack, ...back]
    this.#member?.claims.release(back.map((one) => this.#keyOf(one)))
  }

  /**
   * Claims released celebrations again when the page is restored. Resolves to those that no other
   * page has celebrated meanwhile.
   */
  async takeBack(inbox: Inbox): Promise<readonly Celebrated[]> {
    const back = this.#givenBack
    this.#givenBack = []
    return back.length > 0 ? this.#claim(inbox, back) : []
  }

  /** Forgets the member, whose celebrations are no longer shown. */
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
    // The page may have another member by now.
    if (nameOf(inbox) !== name) return []
    return fresh
      .filter(({ category }) => !this.#settings.isMuted(category))
      .map(({ id, content, createdAt, alertPos }) => {
        const celebrated = { ...content, id, createdAt }
        // A renewed row is celebrated again.
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
    // A celebration that is no longer in the map was released meanwhile, or belongs to a former
    // member.
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

const nameOf = ({ internals }: Inbox): string | undefined => internals.identity()
