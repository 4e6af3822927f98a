import { serverNow } from '../../client/clock-skew.js'
import {
  askPreferences,
  isQuiet,
  type CelebrationDuration,
  type Preferences,
} from '../../client/preferences/preferences.js'
import type { InboxInternals } from '../../client/create-inbox.js'
import type { GamificationToasts } from './gamification-toasts.js'

/** Preferences are asked for again when they are so old, in milliseconds. */
const FRESH_MS = 60_000
/** How long a first celebration waits for them. */
const PATIENCE_MS = 2_000

const FACTORS: Readonly<Record<CelebrationDuration, number>> = {
  default: 1,
  x3: 3,
  x10: 10,
  keep: Infinity,
}
const BASE_MS = 6_000
/** 200 words a minute. */
const MS_PER_WORD = 300

/** How a member wants to be celebrated: what the page says, else what the server knows. */
export class CelebrationSettings {
  readonly #host: GamificationToasts
  #preferences: Preferences = {}
  #askedAt = -Infinity
  #answered = Promise.resolve()

  constructor(host: GamificationToasts) {
    this.#host = host
  }

  /** Brings them up to date; a server that has none, or takes too long, changes nothing. */
  refresh(internals: InboxInternals): Promise<void> {
    const now = performance.now()
    if (now - this.#askedAt < FRESH_MS) return this.#answered
    this.#askedAt = now
    return (this.#answered = this.#ask(internals))
  }

  /** Forgets what a former member preferred, and what is about to be answered for them. */
  reset(): void {
    this.#preferences = {}
    this.#askedAt = -Infinity
  }

  /** Takes over what was saved on this page, or in another tab. */
  follow(preferences: Preferences): void {
    this.#preferences = preferences
  }

  async #ask({ requests }: InboxInternals): Promise<void> {
    const before = this.#preferences
    try {
      const known = await askPreferences(requests, AbortSignal.timeout(PATIENCE_MS))
      // What was saved meanwhile is newer than the answer may be.
      if (this.#preferences === before) this.#preferences = known
    } catch {
      // As before.
    }
  }

  /** Whether the member wants no toast of a category. */
  isMuted(category: string): boolean {
    return this.#preferences.categories?.[category]?.toast === false
  }

  /** Whether the member wants no toasts at this time of day. */
  get isQuiet(): boolean {
    const { quietHours } = this.#preferences
    return quietHours ? isQuiet(quietHours, new Date(serverNow(this.#host.inbox))) : false
  }

  get confetti(): boolean {
    const { confetti } = this.#host
    return confetti ? confetti === 'on' : this.#stored.confetti !== false
  }

  get sound(): boolean {
    const { sound } = this.#host
    return sound ? sound === 'on' : this.#stored.sound === true
  }

  /** How long a text stays: long enough to be seen, and to be read. */
  lifetimeMs(text: string): number {
    const words = text.trim().split(/\s+/).length
    const factor = FACTORS[this.#host.duration ?? this.#stored.duration ?? 'default'] ?? 1
    return (BASE_MS + words * MS_PER_WORD) * factor
  }

  get #stored(): NonNullable<Preferences['celebrations']> {
    return this.#preferences.celebrations ?? {}
  }
}
