import type { Command } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { settleCommands } from '../../store/receive.js'
import type { PendingCommand } from '../../store/state.js'
import { createServerClock } from '../server-clock.js'
import { sharedName, type TabEnvironment } from '../tabs/tab-environment.js'
import { keysIn, MEMBER_REMOVED, removeTraces } from '../member-traces.js'

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
 * later would be applied twice.
 */
const KEEP_MS = 7 * 86_400_000
/** The time within which a frame brings the effect of another tab's command, in milliseconds. */
const ECHO_MS = 1_000

interface Place {
  /**
   * The storage key. Each command has its own key, so that no tab overwrites the commands of
   * another.
   */
  readonly key: string
  isKept: boolean
  /** Whether another tab has received the server's answer. */
  isSettled: boolean
}

/**
 * Stores the member's commands until the server has answered. The storage outlives the page, and
 * all tabs read it. The outbox mirrors the pending commands of the store in both directions. It
 * stores ids and positions, but no text of a notification.
 *
 * The root key shows that the member is logged in: each page stores it, and a log-out removes it. If
 * it is missing although this page has stored it (`#isRooted`), the storage was cleared or the member
 * has logged out in another tab. A read of the storage cannot tell these apart; only a storage event
 * can: it names the root key for a log-out, and no key for a clear. Until then the page stores the
 * key again (`#hasRestored`), and removes everything when a log-out is reported after all. A frozen
 * page (`#isAway`) does not store it again, and takes a missing key for a log-out when it returns,
 * because it receives the event late.
 */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #places = new Map<string, Place>()
  /** The server's clock, which measures the age of a command. */
  readonly #now
  #inbox: string | undefined
  /**
   * The root key. It is the prefix of all keys of the inbox, and a key itself: its value is the
   * last key that may have been sent.
   */
  #root: string
  /** Whether the root key was stored. If it is missing later, the member has logged out. */
  #isRooted = false
  /** Whether this page has stored the root key again after it was missing. */
  #hasRestored = false
  /** Whether the page is frozen or in the back/forward cache, according to the last event. */
  #isAway = false
  /** The highest key of the inbox that the server may know. */
  #lastLeft = ''
  /** The highest stamp of a key, so that each new command gets a higher one. */
  #lastStamp = 0
  #pending: readonly PendingCommand[] = []
  #echo: ReturnType<typeof setTimeout> | undefined

  constructor(options: OutboxOptions) {
    const { endpoint, tab, store, signal } = (this.#options = options)
    this.#now = createServerClock(store, signal)
    this.#root = rootOf(endpoint)
    const stop = store.$state.subscribe(() => this.#mirror())
    signal.addEventListener('abort', () => {
      stop()
      clearTimeout(this.#echo)
    })
    tab.events.addEventListener('storage', (event) => this.#hear(event as StorageEvent), { signal })
    // A page in the back/forward cache receives no storage events. These listeners run before those
    // of the sender, which writes to the storage again.
    const on = (type: string, listener: () => void): void =>
      tab.events.addEventListener(type, listener, { signal, capture: true })
    for (const type of ['pagehide', 'freeze']) on(type, () => (this.#isAway = true))
    for (const type of ['pageshow', 'resume']) on(type, () => this.#lookBack())
  }

  /** Returns the commands of all tabs that are to be sent, in the order of acting. */
  unsent(): readonly Command[] {
    this.#learn()
    return this.#pending
      .map(({ command }) => command)
      .filter(({ id }) => this.#places.get(id)?.isSettled === false)
  }

  /**
   * Returns the commands that are too old to be sent: the server may no longer remember their ids.
   */
  tooOld(): readonly Command[] {
    return this.unsent().filter(({ id }) => this.#isTooOld(this.#places.get(id)?.key ?? ''))
  }

  /** Records that commands are about to be sent. From then on the server may know them. */
  noteLeaving(commands: readonly Command[]): void {
    for (const { id } of commands) this.#noteLeft(this.#places.get(id)?.key)
    if (this.#options.signal.aborted) return
    this.#try((storage) => {
      this.#noteLeft(storage.getItem(this.#root))
      storage.setItem(this.#root, this.#lastLeft)
    })
  }

  /** Returns whether the server cannot know any of these commands. */
  neverLeft(ids: readonly string[]): boolean {
    this.#try((storage) => this.#noteLeft(storage.getItem(this.#root)))
    return ids.every((id) => (this.#places.get(id)?.key ?? '') > this.#lastLeft)
  }

  /** Handles a log-out in another tab: removes the data that this page has stored since. */
  leave(): void {
    const { tab, endpoint, onForgotten } = this.#options
    // A frozen page receives the event late. The member may have logged in again by then, and the
    // stored data belongs to the new log-in.
    if (this.#hasRestored || this.#isRootGone()) removeTraces(tab, endpoint, this.#inbox)
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

  #hear({ key, oldValue, newValue }: StorageEvent): void {
    if (key === this.#root && oldValue === MEMBER_REMOVED) this.#options.onGap()
    else if (key === this.#root && newValue === null) this.leave()
    else if (key === null || key.startsWith(this.#root)) this.#learn()
  }

  #lookBack(): void {
    this.#isAway = false
    if (this.#isRooted && this.#isRootGone()) this.leave()
  }

  #isRootGone(): boolean {
    let isGone = false
    this.#try((storage) => {
      isGone = storage.getItem(this.#root) === null
    })
    return isGone
  }

  /**
   * Assigns a key to new commands, and removes the keys of commands that the server has answered.
   */
  #mirror(): void {
    const { store } = this.#options
    const { confirmed, pending } = store.$state.get()
    const isOther = confirmed !== null && confirmed.inbox !== this.#inbox
    if (isOther) this.#open(confirmed.inbox)
    else if (confirmed === null && this.#inbox !== undefined) this.#close()
    else if (pending === this.#pending) return
    if (pending.some(({ command }) => !this.#places.has(command.id))) this.#learn()

    this.#pending = store.$state.get().pending
    const ids = new Set(this.#pending.map(({ command }) => command.id))
    for (const id of ids) if (!this.#places.has(id)) this.#place(id)
    for (const [id, { key }] of this.#places) {
      if (ids.has(id)) continue
      this.#places.delete(id)
      this.#try((storage) => storage.removeItem(key))
    }
    this.#keep()
  }

  #open(inbox: string): void {
    this.#inbox = inbox
    this.#root = sharedName(this.#options.endpoint, inbox, 'outbox')
    this.#places.clear()
    this.#lastLeft = ''
    this.#isRooted = this.#hasRestored = false
    this.#try((storage) => {
      for (const key of keysIn(storage, 'belfry:')) if (this.#isTooOld(key)) storage.removeItem(key)
    })
    this.#learn()
  }

  /**
   * Called after the member was removed. The member's storage is left alone until a state names an
   * inbox again.
   */
  #close(): void {
    this.#inbox = undefined
    this.#root = rootOf(this.#options.endpoint)
    this.#isRooted = this.#hasRestored = false
  }

  /** Gives a command a key. Stamps have equally many digits, so keys sort in the order of acting. */
  #place(id: string): void {
    this.#lastStamp = Math.max(Math.floor(this.#now()), this.#lastStamp + 1)
    const key = `${this.#root}:${this.#lastStamp}:${id}`
    this.#places.set(id, { key, isKept: false, isSettled: false })
  }

  #keep(): void {
    const isKept = this.#try((storage) => {
      for (const entry of this.#pending) {
        const place = this.#places.get(entry.command.id)
        if (!place || place.isKept) continue
        // `before` holds rows with their texts, which are not stored.
        storage.setItem(place.key, JSON.stringify({ ...entry, before: undefined }))
        place.isKept = true
      }
    })
    if (isKept) this.#options.store.$isDurable.set(true)
  }

  /** Adds the commands of other tabs to the store, and notes which commands they have settled. */
  #learn(): void {
    // After the signal has aborted, this would only leave data of a member who has logged out.
    if (this.#inbox === undefined || this.#options.signal.aborted) return
    const found: PendingCommand[] = []
    this.#try((storage) => this.#read(storage, found))
    this.#keep()
    this.#forgetSettled()
    if (found.length === 0) return
    const keyOf = ({ command }: PendingCommand): string => this.#places.get(command.id)?.key ?? '~'
    this.#options.store.update((state) => ({
      ...state,
      pending: [...state.pending, ...found].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    }))
  }

  #read(storage: Storage, found: PendingCommand[]): void {
    // This is the first page of the member, or the storage was cleared, or the member has logged out:
    // only this page's own commands are left.
    if (storage.getItem(this.#root) === null) {
      if (this.#isAway && this.#isRooted) return
      for (const place of this.#places.values()) place.isKept = false
      storage.setItem(this.#root, this.#lastLeft)
      this.#hasRestored = this.#isRooted
    }
    this.#isRooted = true
    const keys = keysIn(storage, `${this.#root}:`)
    // A key that another tab has removed: that tab has received the server's answer.
    for (const place of this.#places.values())
      if (place.isKept && !keys.includes(place.key)) place.isSettled = true
    for (const key of keys) {
      this.#lastStamp = Math.max(this.#lastStamp, stampOf(key))
      if (this.#places.has(idOf(key))) continue
      const entry = parse(storage.getItem(key))
      if (!entry) continue
      this.#places.set(entry.command.id, { key, isKept: true, isSettled: false })
      found.push(entry)
    }
  }

  /**
   * Removes settled commands from the store after `ECHO_MS`, when their effect has arrived. Until
   * then the page still applies them.
   */
  #forgetSettled(): void {
    const settled = [...this.#places].filter(([, { isSettled }]) => isSettled)
    if (settled.length === 0) return
    clearTimeout(this.#echo)
    this.#echo = setTimeout(() => {
      const ids = settled.map(([id]) => id)
      this.#options.store.update((state) => settleCommands(state, ids))
    }, ECHO_MS)
  }

  #noteLeft(key: string | null | undefined): void {
    if (key && key > this.#lastLeft) this.#lastLeft = key
  }
}

/** Returns a root for the time before the inbox is known. No key is equal to it. */
const rootOf = (endpoint: URL): string => sharedName(endpoint, '', '').slice(0, -1)

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
