import { atom, type ReadableAtom } from 'nanostores'
import { TransportError } from '../../transports/transport.js'
import { openTabChannel } from '../tabs/tab-channel.js'
import type { InboxInternals } from '../create-inbox.js'
import { askPreferences, preferencesChannel } from './preferences.js'
import type { Preferences } from '../../protocol/preferences.js'
import { mergePreferences, savePreferences } from './save-preferences.js'
import { thisTab, type TabEnvironment } from '../tabs/tab-environment.js'

/**
 * The status of the loading of preferences. `unauthorized`: the server refused the member, or no
 * longer knows the member.
 */
export type LoadingStatus = 'loading' | 'ready' | 'failed' | 'unauthorized'

/**
 * The status of the saving of changes. `idle`: no change was made yet. `offline` and `failed`: the
 * last change was reverted.
 */
export type SavingStatus = 'idle' | 'saving' | 'saved' | 'failed' | 'offline'

/** A member's preferences while they are edited. */
export interface EditedPreferences {
  readonly loading: LoadingStatus
  readonly saving: SavingStatus
  /** The preferences with the unsaved changes applied; empty until they are loaded. */
  readonly preferences: Preferences
}

/**
 * Loads a member's preferences, and saves each change as soon as it is made. It sends no request
 * before {@link PreferencesEditor.load} or {@link PreferencesEditor.change} is called.
 */
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
  /** The server's name of the inbox that the changes belong to. */
  #member: string | undefined

  /**
   * Creates an editor for the preferences of an inbox's member.
   *
   * @param signal - stops loading and following other tabs; unsaved changes are saved all the same
   */
  constructor(internals: InboxInternals, signal: AbortSignal, tab: TabEnvironment = thisTab) {
    this.#internals = internals
    this.#signal = signal
    this.#tab = tab
  }

  /**
   * Loads the preferences. Call it again after a failure. It never rejects: a failure becomes the
   * status `failed` or `unauthorized`.
   */
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

  /**
   * Applies a change to the preferences that it names: on the page at once, and on the server after
   * the changes before it.
   */
  change(change: Preferences): void {
    this.#refused = undefined
    this.#member = this.#internals.identity()
    this.#waiting = mergePreferences(this.#waiting ?? {}, change)
    this.#show({ saving: 'saving' })
    void this.#send()
  }

  /** Repeats the last change that could not be saved. */
  tryAgain(): void {
    if (this.#refused) this.change(this.#refused)
  }

  /**
   * Sends one request at a time, so that no request overtakes another. Changes that are made
   * meanwhile are sent together in the next request.
   */
  async #send(): Promise<void> {
    while (this.#waiting && !this.#sent) {
      // The page may have another member by now. Changes of one member must not be saved for the
      // next one.
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
   * Called when the page may be about to end. Waiting changes are sent at once. They must not
   * overtake the request in flight, so that request is aborted and its changes are sent again with
   * them.
   */
  #leave(attempt: AbortController): void {
    if (!this.#sent || !this.#waiting) return
    attempt.abort()
    this.#waiting = mergePreferences(this.#sent, this.#waiting)
    this.#sent = undefined
    void this.#send()
  }

  #takeBack(error: unknown): void {
    // A later change may depend on the failed one, so it is reverted as well.
    this.#refused = mergePreferences(this.#sent ?? {}, this.#waiting ?? {})
    this.#sent = this.#waiting = undefined
    this.#show({ saving: codeOf(error) === 'network' ? 'offline' : 'failed' })
  }

  #follow(saved: Preferences): void {
    // The answer to a request in flight contains all preferences.
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
