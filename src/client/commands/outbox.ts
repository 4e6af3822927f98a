import type { Command } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { settleCommands } from '../../store/receive.js'
import type { PendingCommand } from '../../store/state.js'
import { createServerClock } from '../server-clock.js'
import { sharedName, type TabEnvironment } from '../tabs/tab-environment.js'
import { keysIn, MEMBER_REMOVED, removeTraces } from '../member-traces.js'
import { LoginMarker } from './login-marker.js'

/** Dependencies of {@link Outbox}. */
export interface OutboxOptions {
  readonly tab: TabEnvironment
  readonly endpoint: URL
  readonly store: InboxStore
  /** Called when the member has logged out in another tab. */
  readonly onForgotten: () => void
  /**
   * Called when another tab reports that the host has removed the member; the state has to be
   * requested to confirm that.
   */
  readonly onGap: () => void
  readonly signal: AbortSignal
}

/**
 * The time for which the server remembers a command's id, in milliseconds. A command that is sent
 * later could be applied twice.
 */
const KEEP_MS = 7 * 86_400_000
/** The time within which a frame brings the effect of another tab's command, in milliseconds. */
const ECHO_MS = 1_000

/** The storage of one pending command. */
interface Slot {
  /**
   * The storage key. Each command has its own key, so that no tab overwrites the commands of
   * another.
   */
  readonly key: string
  /** Whether this page has stored the command, or found it in the storage. */
  isStored: boolean
  /** Whether another tab has received the server's answer, and has removed the key. */
  isSettled: boolean
}

/**
 * Stores the member's commands until the server has answered. The storage outlives the page, and
 * all tabs read it. The outbox mirrors the pending commands of the store in both directions. It
 * stores ids and positions, but no text of a notification.
 *
 * {@link LoginMarker} describes the keys, and says how a page learns of a log-out.
 */
export class Outbox {
  readonly #options: OutboxOptions
  /** The storage of each pending command, by the command's id. */
  readonly #slots = new Map<string, Slot>()
  /**
   * The login marker of the inbox. Its key is the prefix of the keys of commands. `undefined` while
   * the inbox is unknown.
   */
  #marker: LoginMarker | undefined
  /** Whether the page is frozen or in the back/forward cache, according to the last event. */
  #isAway = false
  /** The server's clock, which measures the age of a command. */
  readonly #now
  /** The server's name of the inbox; `undefined` before the first state and after a removal. */
  #inbox: string | undefined
  /** The highest stamp of a key, so that each new command gets a higher one. */
  #lastStamp = 0
  /** The pending commands of the store, as they were mirrored last. */
  #pending: readonly PendingCommand[] = []
  /** Removes settled commands from the store after `ECHO_MS`. */
  #settling: ReturnType<typeof setTimeout> | undefined

  constructor(options: OutboxOptions) {
    const { tab, store, signal } = (this.#options = options)
    this.#now = createServerClock(store, signal)
    const stop = store.$state.subscribe(() => this.#mirror())
    signal.addEventListener('abort', () => {
      stop()
      clearTimeout(this.#settling)
    })
    // These listeners use the capture phase, so that they run before those of the sender, which
    // writes to the storage again.
    const on = (type: string, listener: (event: Event) => void): void =>
      tab.events.addEventListener(type, listener, { signal, capture: true })
    for (const type of ['pagehide', 'freeze']) on(type, () => (this.#isAway = true))
    for (const type of ['pageshow', 'resume']) on(type, () => this.#handleReturn())
    on('storage', (event) => this.#handleStorage(event as StorageEvent))
  }

  /** Returns the commands of all tabs that are to be sent, in the order of acting. */
  unsent(): readonly Command[] {
    this.#exchange()
    return this.#pending
      .map(({ command }) => command)
      .filter(({ id }) => this.#slots.get(id)?.isSettled === false)
  }

  /**
   * Returns the commands that are too old to be sent: the server may no longer remember their ids.
   */
  tooOld(): readonly Command[] {
    return this.unsent().filter(({ id }) => this.#isTooOld(this.#slots.get(id)?.key ?? ''))
  }

  /** Records that commands are about to be sent. From then on the server may know them. */
  noteSending(commands: readonly Command[]): void {
    const marker = this.#marker
    if (!marker) return
    for (const { id } of commands) marker.noteSent(this.#slots.get(id)?.key)
    if (this.#options.signal.aborted) return
    this.#try((storage) => {
      marker.noteSent(storage.getItem(marker.key))
      storage.setItem(marker.key, marker.lastSent)
    })
  }

  /** Returns whether the server may know one of these commands. */
  wasMaybeSent(ids: readonly string[]): boolean {
    const marker = this.#marker
    if (!marker) return true
    this.#try((storage) => marker.noteSent(storage.getItem(marker.key)))
    return ids.some((id) => (this.#slots.get(id)?.key ?? '') <= marker.lastSent)
  }

  /** Called after a log-out in another tab: removes the data that this page has stored since. */
  handleLogout(): void {
    const { tab, endpoint, onForgotten } = this.#options
    const marker = this.#marker
    // A frozen page learns late of a log-out. The member may have logged in again by then. If so,
    // another page has stored the marker, and the stored data belongs to the new log-in. A marker
    // that this page has restored itself proves no new log-in.
    const hasLoggedInAgain = marker && marker.state !== 'restored' && !this.#isMissing(marker)
    // Before the inbox is known, the traces of all inboxes of the server are removed.
    if (!hasLoggedInAgain) removeTraces(tab, endpoint, this.#inbox)
    onForgotten()
  }

  /**
   * Returns whether a key is too old. A key without a stamp, or with a stamp in the future, is of
   * unknown age and not too old.
   */
  #isTooOld(key: string): boolean {
    return stampOf(key) < this.#now() - KEEP_MS
  }

  /**
   * Runs work on the storage. Storage may be full or forbidden; the member's action must not fail
   * because of that.
   */
  #try(work: (storage: Storage) => void): boolean {
    try {
      work(this.#options.tab.storage())
      return true
    } catch {
      this.#options.store.$isDurable.set(false)
      return false
    }
  }

  #handleStorage({ key, oldValue, newValue }: StorageEvent): void {
    const marker = this.#marker?.key
    if (!marker) return
    if (key === marker && oldValue === MEMBER_REMOVED) this.#options.onGap()
    else if (key === marker && newValue === null) this.handleLogout()
    else if (key === null || key.startsWith(marker)) this.#exchange()
  }

  /** Called when the page was frozen or in the back/forward cache. */
  #handleReturn(): void {
    this.#isAway = false
    if (this.#marker?.state && this.#isMissing(this.#marker)) this.handleLogout()
  }

  /** Whether the storage lacks the marker. Without access to the storage, it returns `false`. */
  #isMissing(marker: LoginMarker): boolean {
    let isMissing = false
    this.#try((storage) => {
      isMissing = storage.getItem(marker.key) === null
    })
    return isMissing
  }

  /** Follows a change of the store. */
  #mirror(): void {
    const { confirmed, pending } = this.#options.store.$state.get()
    const hasOtherInbox = this.#followInbox(confirmed?.inbox)
    if (hasOtherInbox || pending !== this.#pending) this.#mirrorCommands(pending)
  }

  /**
   * Opens the storage of an inbox. After the member was removed there is none, and nothing new is
   * stored until a state names an inbox again.
   *
   * @returns whether the inbox has changed
   */
  #followInbox(inbox: string | undefined): boolean {
    if (inbox === this.#inbox) return false
    this.#inbox = inbox
    this.#marker = undefined
    if (inbox === undefined) return true
    this.#marker = new LoginMarker(sharedName(this.#options.endpoint, inbox, 'outbox'))
    this.#slots.clear()
    this.#try((storage) => {
      for (const key of keysIn(storage, 'belfry:')) if (this.#isTooOld(key)) storage.removeItem(key)
    })
    this.#exchange()
    return true
  }

  /**
   * Assigns a key to new commands, and removes the keys of commands that the server has answered.
   */
  #mirrorCommands(pending: readonly PendingCommand[]): void {
    const { store } = this.#options
    // Other tabs' commands first, so that a new stamp is higher than theirs. This may update the
    // store, which calls this method again; so the pending list is read anew.
    if (pending.some(({ command }) => !this.#slots.has(command.id))) this.#exchange()

    this.#pending = store.$state.get().pending
    const ids = new Set(this.#pending.map(({ command }) => command.id))
    for (const id of ids) if (!this.#slots.has(id)) this.#addSlot(id)
    for (const [id, { key }] of this.#slots) {
      if (ids.has(id)) continue
      this.#slots.delete(id)
      this.#try((storage) => storage.removeItem(key))
    }
    this.#storeCommands()
  }

  /** Gives a command a key. Stamps have equally many digits, so keys sort in the order of acting. */
  #addSlot(id: string): void {
    if (!this.#marker) return
    this.#lastStamp = Math.max(Math.floor(this.#now()), this.#lastStamp + 1)
    const key = `${this.#marker.key}:${this.#lastStamp}:${id}`
    this.#slots.set(id, { key, isStored: false, isSettled: false })
  }

  /** Stores the commands that are not stored yet. */
  #storeCommands(): void {
    const isDone = this.#try((storage) => {
      for (const entry of this.#pending) {
        const slot = this.#slots.get(entry.command.id)
        if (!slot || slot.isStored) continue
        // `before` holds rows with their texts, which are not stored.
        storage.setItem(slot.key, JSON.stringify({ ...entry, before: undefined }))
        slot.isStored = true
      }
    })
    if (isDone) this.#options.store.$isDurable.set(true)
  }

  /**
   * Exchanges commands with the storage: adds the commands of other tabs to the store, stores those
   * of this page, and removes those that other tabs have settled.
   */
  #exchange(): void {
    const marker = this.#marker
    // After the signal has aborted, this would only leave data of a member who has logged out.
    if (!marker || this.#options.signal.aborted) return
    const found: PendingCommand[] = []
    this.#try((storage) => this.#readStorage(storage, marker, found))
    this.#storeCommands()
    this.#forgetSettled()
    if (found.length === 0) return
    // `~` sorts after all keys: a command without a key is the newest.
    const keyOf = ({ command }: PendingCommand): string => this.#slots.get(command.id)?.key ?? '~'
    this.#options.store.update((state) => ({
      ...state,
      pending: [...state.pending, ...found].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    }))
  }

  /** Reads the storage. Commands of other tabs are added to `found`. */
  #readStorage(storage: Storage, marker: LoginMarker, found: PendingCommand[]): void {
    if (storage.getItem(marker.key) === null) {
      // A page that is away may have missed a log-out: `#handleReturn` decides.
      if (this.#isAway && marker.state) return
      // This is the first page of the member, or the storage was cleared, or the member has logged
      // out: only this page's own commands are left. After a log-out, `handleLogout` removes what is
      // stored here.
      for (const slot of this.#slots.values()) slot.isStored = false
      marker.store(storage)
    } else marker.noteFound()
    const keys = keysIn(storage, `${marker.key}:`)
    // A key that another tab has removed: that tab has received the server's answer.
    for (const slot of this.#slots.values())
      if (slot.isStored && !keys.includes(slot.key)) slot.isSettled = true
    for (const key of keys) {
      this.#lastStamp = Math.max(this.#lastStamp, stampOf(key))
      if (this.#slots.has(idOf(key))) continue
      const entry = parse(storage.getItem(key))
      if (!entry) continue
      this.#slots.set(entry.command.id, { key, isStored: true, isSettled: false })
      found.push(entry)
    }
  }

  /**
   * Removes settled commands from the store after `ECHO_MS`, when their effect has arrived. Until
   * then the page still applies them. Each exchange restarts the wait, so that the command found
   * last has the whole time too.
   */
  #forgetSettled(): void {
    const settled = [...this.#slots].filter(([, { isSettled }]) => isSettled)
    if (settled.length === 0) return
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      const ids = settled.map(([id]) => id)
      this.#options.store.update((state) => settleCommands(state, ids))
    }, ECHO_MS)
  }
}

/**
 * Returns the time at which the member acted, by the server's clock, in milliseconds since 1970. Of
 * two commands at the same time, the second has a later stamp. A key without a stamp returns
 * `Infinity`.
 */
const stampOf = (key: string): number => Number(/:outbox:(\d+):/.exec(key)?.[1] ?? Infinity)

const idOf = (key: string): string => key.slice(key.lastIndexOf(':') + 1)

function parse(json: string | null): PendingCommand | undefined {
  try {
    const entry = JSON.parse(json ?? '') as Partial<PendingCommand> | null
    return typeof entry?.command?.id === 'string' && typeof entry.position?.u === 'number'
      ? (entry as PendingCommand)
      : undefined
  } catch {
    // Another program wrote this value.
    return undefined
  }
}
