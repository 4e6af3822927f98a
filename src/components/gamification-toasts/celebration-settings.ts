import { serverNow } from '../../client/clock-skew.js'
import { askPreferences, isQuiet } from '../../client/preferences/preferences.js'
import type { Preferences } from '../../protocol/preferences.js'
import type { InboxInternals } from '../../client/create-inbox.js'
import type { ToastHost } from './toast-host.js'
import { toastLifetimeMs } from './toast-lifetime.js'

/** Preferences that are older than this are requested again, in milliseconds. */
const FRESH_MS = 60_000
/** The time limit for the server's answer with the preferences, in milliseconds. */
const PATIENCE_MS = 2_000

/**
 * The member's settings for celebrations. An attribute of the element overrides the preference that
 * the server stores.
 */
export class CelebrationSettings {
  readonly #host: ToastHost
  #preferences: Preferences = {}
  #askedAt = -Infinity
  #answered = Promise.resolve()

  constructor(host: ToastHost) {
    this.#host = host
  }

  /**
   * Requests the preferences if they are older than `FRESH_MS`. If the server has none, or does not
   * answer within `PATIENCE_MS`, the settings stay as they are.
   */
  refresh(internals: InboxInternals): Promise<void> {
    const now = performance.now()
    if (now - this.#askedAt < FRESH_MS) return this.#answered
    this.#askedAt = now
    return (this.#answered = this.#ask(internals))
  }

  /**
   * Forgets the preferences of a former member, and makes the next call of `refresh` request new
   * ones.
   */
  reset(): void {
    this.#preferences = {}
    this.#askedAt = -Infinity
  }

  /** Takes over preferences that were saved on this page or in another tab. */
  follow(preferences: Preferences): void {
    this.#preferences = preferences
  }

  async #ask({ requests }: InboxInternals): Promise<void> {
    const before = this.#preferences
    try {
      const known = await askPreferences(requests, AbortSignal.timeout(PATIENCE_MS))
      // Preferences saved during the request are newer than its answer may be.
      if (this.#preferences === before) this.#preferences = known
    } catch {
      // Keep the former settings.
    }
  }

  /** Whether the member has turned off toasts for a category. */
  isMuted(category: string): boolean {
    return this.#preferences.categories?.[category]?.toast === false
  }

  /** Whether it is in the member's quiet hours now. */
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

  /** How long a toast with a text stays, in milliseconds. */
  lifetimeMs(text: string): number {
    return toastLifetimeMs(text, this.#host.duration ?? this.#stored.duration)
  }

  get #stored(): NonNullable<Preferences['celebrations']> {
    return this.#preferences.celebrations ?? {}
  }
}
