import { atom, type ReadableAtom } from 'nanostores'
import { TransportError } from '../../transports/transport.js'
import { openTabChannel } from '../tabs/tab-channel.js'
import type { InboxInternals } from '../create-inbox.js'
import { askPreferences, preferencesChannel } from './preferences.js'
import type { Preferences } from '../../protocol/preferences.js'
import { mergePreferences } from './merge-preferences.js'
import { sendPreferences } from './preferences-request.js'
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
 * Loads a member's preferences, and saves changes as the member makes them. It sends no request
 * before {@link PreferencesEditor.load} or {@link PreferencesEditor.change} is called.
 *
 * A change takes these steps:
 *
 * 1. The page shows the change at once, and the change waits (`#waiting`).
 * 2. If no request is in flight, the change is sent (`#sent`). Changes that are made meanwhile wait,
 *    and are sent together in the next request.
 * 3. When the server has saved the change, its answer becomes the confirmed state (`#confirmed`).
 * 4. If saving fails, the page takes back the sent change and all waiting ones (`#reverted`).
 *    {@link PreferencesEditor.tryAgain} repeats them together.
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
  /** The preferences that the server has saved. The unsaved changes come on top of them. */
  #confirmed: Preferences = {}
  /** The change in the request that is in flight. */
  #sent: Preferences | undefined
  /** The changes that the next request will send, combined into one. */
  #waiting: Preferences | undefined
  /** The changes that the last failure took back, combined into one, until the next change. */
  #reverted: Preferences | undefined
  /** The server's name of the inbox that the unsaved changes belong to. */
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
    this.#reverted = undefined
    this.#member = this.#internals.identity()
    this.#waiting = mergePreferences(this.#waiting ?? {}, change)
    this.#show({ saving: 'saving' })
    void this.#send()
  }

  /** Repeats all changes that the last failure took back. */
  tryAgain(): void {
    if (this.#reverted) this.change(this.#reverted)
  }

  /**
   * Sends the waiting changes until none is left. It sends one request at a time, so that no request
   * overtakes another.
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
        const saved = await sendPreferences(this.#internals, change, this.#tab, signal)
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

  /** Takes back the failed change and all that wait, because those may depend on it. */
  #takeBack(error: unknown): void {
    this.#reverted = mergePreferences(this.#sent ?? {}, this.#waiting ?? {})
    this.#sent = this.#waiting = undefined
    this.#show({ saving: codeOf(error) === 'network' ? 'offline' : 'failed' })
  }

  /** Applies preferences that another tab has saved. */
  #follow(saved: Preferences): void {
    // The answer to a request in flight contains all preferences.
    if (this.#sent) return
    this.#confirmed = saved
    this.#show()
  }

  /** Shows a new status, and the confirmed preferences with the unsaved changes applied. */
  #show(change: Partial<Pick<EditedPreferences, 'loading' | 'saving'>> = {}): void {
    const preferences = [this.#sent, this.#waiting].reduce<Preferences>(
      (before, unsaved) => (unsaved ? mergePreferences(before, unsaved) : before),
      this.#confirmed,
    )
    this.#edited.set({ ...this.#edited.get(), ...change, preferences })
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof TransportError ? error.code : undefined
