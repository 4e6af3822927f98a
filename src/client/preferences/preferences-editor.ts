import { atom, type ReadableAtom } from 'nanostores'
import { TransportError } from '../../transports/transport.js'
import { openTabChannel } from '../tabs/tab-channel.js'
import type { InboxInternals } from '../create-inbox.js'
import { askPreferences, preferencesChannel } from './preferences.js'
import type { Preferences } from '../../protocol/preferences.js'
import { mergePreferences, savePreferences } from './save-preferences.js'
import { thisTab, type TabEnvironment } from '../tabs/tab-environment.js'

/** How the loading of preferences stands. */
export type LoadingStatus = 'loading' | 'ready' | 'failed' | 'unauthorized'

/**
 * How the saving of changes stands: `idle` before the first, `offline` and `failed` where the last was
 * taken back.
 */
export type SavingStatus = 'idle' | 'saving' | 'saved' | 'failed' | 'offline'

/** A member's preferences while they are edited. */
export interface EditedPreferences {
  readonly loading: LoadingStatus
  readonly saving: SavingStatus
  /** With the changes that are on their way; empty until they are loaded. */
  readonly preferences: Preferences
}

/** Loads a member's preferences, and saves each change at once. It does nothing until it is told to. */
export class PreferencesEditor {
  readonly #edited = atom<EditedPreferences>({
    loading: 'loading',
    saving: 'idle',
    preferences: {},
  })
  readonly $edited: ReadableAtom<EditedPreferences> = this.#edited
  readonly #internals: InboxInternals
  readonly #signal: AbortSignal
  readonly #tab: TabEnvironment
  #confirmed: Preferences = {}
  #sent: Preferences | undefined
  #waiting: Preferences | undefined
  #refused: Preferences | undefined
  /** The inbox that the changes belong to, as its server names it. */
  #member: string | undefined

  /** @param signal - ends the loading and the listening; what was changed is saved all the same */
  constructor(internals: InboxInternals, signal: AbortSignal, tab: TabEnvironment = thisTab) {
    this.#internals = internals
    this.#signal = signal
    this.#tab = tab
  }

  /** Asks for them, again where that failed. */
  async load(): Promise<void> {
    this.#show({ loading: 'loading' })
    try {
      this.#confirmed = await askPreferences(this.#internals.requests, this.#signal)
    } catch (error) {
      const isSignedOut = ['unauthorized', 'forbidden', 'removed'].includes(codeOf(error) ?? '')
      if (!this.#signal.aborted) this.#show({ loading: isSignedOut ? 'unauthorized' : 'failed' })
      return
    }
    this.#show({ loading: 'ready' })
    const name = preferencesChannel(this.#internals)
    openTabChannel<Preferences>(this.#tab, name, (saved) => this.#follow(saved), this.#signal)
  }

  /** Changes what is named: on the page at once, and on the server after the changes before it. */
  change(change: Preferences): void {
    this.#refused = undefined
    this.#member = this.#internals.identity()
    this.#waiting = mergePreferences(this.#waiting ?? {}, change)
    this.#show({ saving: 'saving' })
    void this.#send()
  }

  /** Makes the change that could not be saved once more. */
  tryAgain(): void {
    if (this.#refused) this.change(this.#refused)
  }

  /** One request at a time, so that none overtakes another; what comes meanwhile goes with the next. */
  async #send(): Promise<void> {
    while (this.#waiting && !this.#sent) {
      // One member's changes are not to be saved for the next.
      if (this.#internals.identity() !== this.#member) return void (this.#waiting = undefined)
      const change = (this.#sent = this.#waiting)
      this.#waiting = undefined
      const attempt = new AbortController()
      const { signal } = attempt
      for (const type of ['pagehide', 'freeze'])
        this.#tab.events.addEventListener(type, () => this.#leave(attempt), {
          signal,
          capture: true,
        })
      try {
        const saved = await savePreferences(this.#internals, change, this.#tab, signal)
        if (signal.aborted) return
        this.#confirmed = saved
        this.#sent = undefined
        this.#show({ saving: this.#waiting ? 'saving' : 'saved' })
      } catch (error) {
        if (signal.aborted) return
        this.#takeBack(error)
      } finally {
        attempt.abort()
      }
    }
  }

  /**
   * The page may be about to end: what waits goes out at once, in one with what is on its way, which it
   * must not overtake.
   */
  #leave(attempt: AbortController): void {
    if (!this.#sent || !this.#waiting) return
    attempt.abort()
    this.#waiting = mergePreferences(this.#sent, this.#waiting)
    this.#sent = undefined
    void this.#send()
  }

  #takeBack(error: unknown): void {
    // A later change may build on it, so it is taken back as well.
    this.#refused = mergePreferences(this.#sent ?? {}, this.#waiting ?? {})
    this.#sent = this.#waiting = undefined
    this.#show({ saving: codeOf(error) === 'network' ? 'offline' : 'failed' })
  }

  #follow(saved: Preferences): void {
    // Else the answer that is on its way says it all.
    if (this.#sent) return
    this.#confirmed = saved
    this.#show()
  }

  #show(change: Partial<EditedPreferences> = {}): void {
    const preferences = [this.#sent, this.#waiting].reduce<Preferences>(
      (before, one) => (one ? mergePreferences(before, one) : before),
      this.#confirmed,
    )
    this.#edited.set({ ...this.#edited.get(), ...change, preferences })
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof TransportError ? error.code : undefined
