import type { Command } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { settle } from '../../store/receive.js'
import type { PendingCommand } from '../../store/state.js'
import { createServerClock } from '../server-clock.js'
import { sharedName, type TabEnvironment } from '../tabs/tab-environment.js'
import { keysIn, MEMBER_REMOVED, removeTraces } from '../member-traces.js'

/** Dependencies of {@link Outbox}. */
export interface OutboxOptions {
  readonly tab: TabEnvironment
  readonly endpoint: URL
  readonly store: InboxStore
  /** Called when another tab forgot the member. */
  readonly onForgotten: () => void
  /** Called when another tab says that the host removed the member: to be looked into. */
  readonly onGap: () => void
  readonly signal: AbortSignal
}

/** How long the server remembers a command's id, in milliseconds. Sent later, it would act twice. */
const KEEP_MS = 7 * 86_400_000
/** By then a frame has brought what another tab's command did. */
const ECHO_MS = 1_000

interface Place {
  /** One for each command: no tab overwrites what another one keeps. */
  readonly key: string
  isKept: boolean
  /** Another tab has the answer. */
  isSettled: boolean
}

/**
 * What the member did and the server has not answered, kept where it outlives the page and where all
 * tabs see it. It mirrors the store's pending commands, both ways. Ids and places, never words.
 */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #places = new Map<string, Place>()
  /** The server's clock, by which the age of a command is counted. */
  readonly #now
  #inbox: string | undefined
  /** Begins all keys of the inbox, and is one itself: it holds the last key that may have left. */
  #root: string
  /** Whether the root was stored. Gone since then, it says that the member was forgotten. */
  #isRooted = false
  /** Whether this page stored the root where it was gone. */
  #hasRestored = false
  /** Whether the page is frozen or in the back/forward cache, as far as it was told. */
  #isAway = false
  #lastLeft = ''
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
    // A page in the back/forward cache hears nothing. Before the sender, which stores again.
    const on = (type: string, listener: () => void): void =>
      tab.events.addEventListener(type, listener, { signal, capture: true })
    for (const type of ['pagehide', 'freeze']) on(type, () => (this.#isAway = true))
    for (const type of ['pageshow', 'resume']) on(type, () => this.#lookBack())
  }

  /** The commands of all tabs that are to be sent, in the order of acting. */
  unsent(): readonly Command[] {
    this.#learn()
    return this.#pending
      .map(({ command }) => command)
      .filter(({ id }) => this.#places.get(id)?.isSettled === false)
  }

  /** The commands that are too old to send: the server may no longer remember their ids. */
  tooOld(): readonly Command[] {
    return this.unsent().filter(({ id }) => this.#isTooOld(this.#places.get(id)?.key ?? ''))
  }

  /** Called before these go out: from then on the server may know them. */
  noteLeaving(commands: readonly Command[]): void {
    for (const { id } of commands) this.#noteLeft(this.#places.get(id)?.key)
    if (this.#options.signal.aborted) return
    this.#try((storage) => {
      this.#noteLeft(storage.getItem(this.#root))
      storage.setItem(this.#root, this.#lastLeft)
    })
  }

  /** Whether the server cannot know any of these. */
  neverLeft(ids: readonly string[]): boolean {
    this.#try((storage) => this.#noteLeft(storage.getItem(this.#root)))
    return ids.every((id) => (this.#places.get(id)?.key ?? '') > this.#lastLeft)
  }

  /** The member was forgotten by another page: leaves what this one has stored since. */
  leave(): void {
    const { tab, endpoint, onForgotten } = this.#options
    // A frozen page hears late: the member may have logged in again, and what is stored is theirs.
    if (this.#hasRestored || this.#isRootGone()) removeTraces(tab, endpoint, this.#inbox)
    onForgotten()
  }

  /** A key without a stamp, or of a time that is still to come, is of unknown age. */
  #isTooOld(key: string): boolean {
    return stampOf(key) < this.#now() - KEEP_MS
  }

  /** Storage may be full or forbidden; what a member does must not fail because of that. */
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

  /** Places what is new, and lets go of what the server answered. */
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
    this.#isRooted = this.#hasRestored = false
    this.#try((storage) => {
      for (const key of keysIn(storage, 'belfry:')) if (this.#isTooOld(key)) storage.removeItem(key)
    })
    this.#learn()
  }

  /** The member was removed: their storage is left alone until a state names an inbox again. */
  #close(): void {
    this.#inbox = undefined
    this.#root = rootOf(this.#options.endpoint)
    this.#isRooted = this.#hasRestored = false
  }

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
        storage.setItem(place.key, JSON.stringify({ ...entry, before: undefined }))
        place.isKept = true
      }
    })
    if (isKept) this.#options.store.$isDurable.set(true)
  }

  /** Takes in what other tabs did, and what they settled. */
  #learn(): void {
    // After its end it would only leave traces of whoever has logged out.
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
    // The storage was emptied: this page's own commands are all that is left.
    if (storage.getItem(this.#root) === null) {
      if (this.#isAway && this.#isRooted) return
      for (const place of this.#places.values()) place.isKept = false
      storage.setItem(this.#root, this.#lastLeft)
      this.#hasRestored = this.#isRooted
    }
    this.#isRooted = true
    const keys = keysIn(storage, `${this.#root}:`)
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

  /** They show for a moment longer: until their effect is here. */
  #forgetSettled(): void {
    const settled = [...this.#places].filter(([, { isSettled }]) => isSettled)
    if (settled.length === 0) return
    clearTimeout(this.#echo)
    this.#echo = setTimeout(() => {
      const ids = settled.map(([id]) => id)
      this.#options.store.update((state) => settle(state, ids))
    }, ECHO_MS)
  }

  #noteLeft(key: string | null | undefined): void {
    if (key && key > this.#lastLeft) this.#lastLeft = key
  }
}

/** Stands for the root until the inbox is known. No key is equal to it. */
const rootOf = (endpoint: URL): string => sharedName(endpoint, '', '').slice(0, -1)

/** When the member acted, by the server's clock; a moment later where another act was noted at that time. */
const stampOf = (key: string): number => Number(/:outbox:(\d+):/.exec(key)?.[1] ?? Infinity)

const idOf = (key: string): string => key.slice(key.lastIndexOf(':') + 1)

function parse(json: string | null): PendingCommand | undefined {
  try {
    const entry = JSON.parse(json ?? '') as Partial<PendingCommand> | null
    return typeof entry?.command?.id === 'string' && typeof entry.position?.u === 'number'
      ? (entry as PendingCommand)
      : undefined
  } catch {
    // Not ours.
    return undefined
  }
}
