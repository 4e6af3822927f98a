import { isFrame, type Frame } from '../protocol/index.js'
import type { ConnectionStatus, InboxStore } from '../store/inbox-store.js'
import { openBus } from './bus.js'
import { sharedName, type Tab } from './tab.js'
import { uuid } from './uuid.js'

/**
 * Which of a browser's tabs holds the connection, and what the others hear of it. Only thrift: each
 * tab may open a connection of its own at any time, and nothing breaks.
 */
export interface Tabs {
  /** Resolves once the connection is this tab's to hold, with a signal that aborts when it no longer is. */
  term(): Promise<AbortSignal>
  /**
   * Leaves the connection to another tab until {@link Tabs.term} is called again. A call that waits
   * gets a term that is over.
   */
  resign(): void
  /** Passes a frame of this tab's connection on to the others. */
  share(frame: Frame): void
  /** Asks the tab that holds the connection where it stands. */
  ask(): void
  /** Tells the other tabs that the member is to be forgotten. */
  forget(): void
}

/** What the tabs of one inbox work with. */
export interface TabsOptions {
  readonly tab: Tab
  readonly endpoint: URL
  /** The opaque id of platform and member. */
  readonly inbox: string
  readonly store: InboxStore
  /** A frame that came in through another tab. */
  readonly onFrame: (frame: Frame) => void
  /** Called when another tab forgot the member. */
  readonly onForgotten: () => void
  readonly signal: AbortSignal
}

type Message =
  | { readonly type: 'frame'; readonly frame: Frame }
  | { readonly type: 'ask' }
  | { readonly type: 'forget' }
  | {
      readonly type: 'alive'
      readonly status: ConnectionStatus
      /** How long nobody has been able to see the tab that leads, in milliseconds. */
      readonly hiddenMs: number
      /** Whether it has just taken the connection over. */
      readonly isNew: boolean
    }

/** The tab that leads says so this often. */
const ALIVE_EVERY_MS = 2_000
/** A visible tab that has heard nothing for so long asks, and then waits so long for an answer. */
const SILENCE_MS = 4_000
const ANSWER_MS = 2_000
/** A tab that nobody sees gives way to one that somebody sees. */
const HIDDEN_MS = 5_000
/** Tabs that notice the same thing do not all act at once. */
const SPREAD_MS = 1_000
/** No storm of tabs that take the connection from each other: a tab does it at most this often… */
const STEAL_EVERY_MS = 60_000
/** … and not so soon after another did. */
const STOLEN_MS = 30_000

/** Joins the tabs of one inbox. Where the browser cannot, every visible tab is its own. */
export function joinTabs(options: TabsOptions): Tabs {
  const { tab, endpoint, inbox, signal } = options
  const name = (thing: string): string => sharedName(endpoint, inbox, thing)
  const { locks } = tab
  const say = locks && openBus<Said>(tab, name('bus'), (said) => joined.hear(said), signal)
  if (!locks || !say) return alone(tab, signal)
  const joined = new JoinedTabs(options, { locks, lockName: name('stream'), say })
  return joined
}

interface Said {
  /** Which tab says it. */
  readonly from: string
  readonly message: Message
}

interface Shared {
  readonly locks: LockManager
  readonly lockName: string
  readonly say: (said: Said) => void
}

class JoinedTabs implements Tabs {
  readonly #options: TabsOptions
  readonly #shared: Shared
  readonly #id = uuid()
  /** The term in office. */
  #office: AbortController | undefined
  /** Whether the lock is held; without it the term is a bypass around a leader who is silent. */
  #isElected = false
  /** The place in the queue for the lock. */
  #queue: AbortController | undefined
  #begin: ((term: AbortSignal) => void) | undefined
  #patience: ReturnType<typeof setTimeout> | undefined
  #hidAt = -Infinity
  #stoleAt = -Infinity
  #othersStoleAt = -Infinity
  #heardMyself = false
  /** Takes over where the browser has locks and denies them. */
  #lone: Tabs | undefined

  constructor(options: TabsOptions, shared: Shared) {
    this.#options = options
    this.#shared = shared
    const { tab, store, signal } = options
    const alive = setInterval(() => this.#sayAlive(), ALIVE_EVERY_MS)
    const stop = store.$status.listen(() => this.#sayAlive())
    tab.events.addEventListener('visibilitychange', () => this.#noteVisibility(), { signal })
    this.#noteVisibility()
    signal.addEventListener('abort', () => {
      clearInterval(alive)
      stop()
      this.resign()
    })
  }

  term(): Promise<AbortSignal> {
    const { signal } = this.#options
    if (this.#lone) return this.#lone.term()
    if (this.#office) return Promise.resolve(this.#office.signal)
    if (!this.#queue && !signal.aborted) this.#stand()
    return new Promise((resolve) => {
      this.#begin = resolve
      this.ask()
    })
  }

  resign(): void {
    clearTimeout(this.#patience)
    this.#begin?.(AbortSignal.abort())
    this.#begin = undefined
    this.#queue?.abort()
    this.#queue = undefined
    this.#endTerm()
    this.#lone?.resign()
  }

  share(frame: Frame): void {
    // The first frame for another member is not for the tabs of the one before.
    const isOurs = 'inbox' in frame && frame.inbox === this.#options.inbox
    if (this.#isElected && isOurs) this.#say({ type: 'frame', frame })
  }

  ask(): void {
    this.#heardMyself = false
    this.#say({ type: 'ask' })
    this.#listen()
  }

  forget(): void {
    this.#say({ type: 'forget' })
  }

  /** Hears what a tab says. */
  hear({ from, message }: Said): void {
    if (from === this.#id) this.#heardMyself = true
    else if (message.type === 'ask') this.#answer()
    else if (message.type === 'forget') this.#options.onForgotten()
    else if (!this.#isElected && !this.#lone) this.#follow(message)
  }

  /** Queues for the lock, for as long as it takes: a tab that waits is a healthy one. */
  #stand(): void {
    const queue = (this.#queue = new AbortController())
    this.#request({ signal: queue.signal }, queue)
  }

  /** Takes the lock from a tab that does not answer. */
  #steal(): void {
    this.#queue?.abort()
    this.#stoleAt = performance.now()
    this.#request({ steal: true }, (this.#queue = new AbortController()))
  }

  #request(options: LockOptions, place: AbortController): void {
    const { locks, lockName } = this.#shared
    locks
      .request(lockName, options, () => this.#hold(place, options.steal === true))
      // Stolen, or out of the queue. Whoever lost it stands again when it next wants a term.
      .catch((error: unknown) => {
        if (this.#queue !== place) return
        this.#queue = undefined
        this.#endTerm()
        if (!isAbort(error)) this.#goAlone()
      })
  }

  /** Where pages may store nothing they may lock nothing either. */
  #goAlone(): void {
    const { tab, signal } = this.#options
    clearTimeout(this.#patience)
    this.#lone ??= alone(tab, signal)
    if (this.#begin) void this.#lone.term().then(this.#begin)
    this.#begin = undefined
  }

  #hold(place: AbortController, isNew: boolean): Promise<void> | undefined {
    if (place.signal.aborted) return
    this.#isElected = true
    const office = this.#takeOffice()
    this.#sayAlive(isNew)
    return new Promise((resolve) => {
      office.signal.addEventListener('abort', () => {
        if (this.#queue === place) this.#queue = undefined
        resolve()
      })
    })
  }

  #takeOffice(): AbortController {
    clearTimeout(this.#patience)
    const office = (this.#office ??= new AbortController())
    this.#begin?.(office.signal)
    this.#begin = undefined
    return office
  }

  #endTerm(): void {
    const office = this.#office
    this.#office = undefined
    this.#isElected = false
    office?.abort()
  }

  /** Says where it stands: whoever stands elsewhere has missed something, and knows it now. */
  #answer(): void {
    this.#sayAlive()
    const { confirmed } = this.#options.store.$state.get()
    if (!confirmed) return
    const { inbox, epoch, position } = confirmed
    // Only the server can tell the time of its clock.
    this.share({ type: 'heartbeat', inbox, epoch, position, now: '' })
  }

  #follow(message: Extract<Message, { type: 'frame' | 'alive' }>): void {
    const { store, onFrame } = this.#options
    // The leader speaks: no need to go around it any longer.
    this.#endTerm()
    this.#listen()
    if (message.type === 'frame') {
      if (isFrame(message.frame)) onFrame(message.frame)
      return
    }
    store.$status.set(message.status)
    if (message.isNew) this.#othersStoleAt = performance.now()
    if (message.hiddenMs > HIDDEN_MS && this.#mayTakeOver && this.#maySteal)
      this.#wait(Math.random() * SPREAD_MS, () => this.#steal())
  }

  /** Starts to wait anew for a sign of life from the leader. */
  #listen(): void {
    if (!this.#mayTakeOver) return clearTimeout(this.#patience)
    this.#wait(SILENCE_MS, () => {
      this.ask()
      this.#wait(ANSWER_MS + Math.random() * SPREAD_MS, () => {
        // Who does not hear itself cannot know whether the others are silent.
        if (this.#heardMyself && this.#maySteal) this.#steal()
        else this.#takeOffice()
      })
    })
  }

  #wait(delayMs: number, then: () => void): void {
    clearTimeout(this.#patience)
    this.#patience = setTimeout(() => {
      if (this.#mayTakeOver) then()
    }, delayMs)
  }

  /** Whether this tab wants a term, and somebody is looking at it. */
  get #mayTakeOver(): boolean {
    return this.#begin !== undefined && this.#options.tab.isVisible()
  }

  get #maySteal(): boolean {
    const now = performance.now()
    return now - this.#stoleAt >= STEAL_EVERY_MS && now - this.#othersStoleAt >= STOLEN_MS
  }

  #noteVisibility(): void {
    const isVisible = this.#options.tab.isVisible()
    if (isVisible) this.#hidAt = Infinity
    else if (this.#hidAt === Infinity) this.#hidAt = performance.now()
    if (isVisible && this.#begin) this.ask()
  }

  #sayAlive(isNew = false): void {
    if (!this.#isElected) return
    const status = this.#options.store.$status.get()
    this.#say({
      type: 'alive',
      status,
      hiddenMs: Math.max(0, performance.now() - this.#hidAt),
      isNew,
    })
  }

  #say(message: Message): void {
    this.#shared.say({ from: this.#id, message })
  }
}

const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError'

/** A tab that cannot hear the others keeps a connection while somebody is looking at it. */
function alone(tab: Tab, signal: AbortSignal): Tabs {
  let office: AbortController | undefined
  let begin: ((term: AbortSignal) => void) | undefined
  tab.events.addEventListener(
    'visibilitychange',
    () => {
      if (!tab.isVisible()) {
        office?.abort()
        office = undefined
      } else if (begin) {
        begin((office = new AbortController()).signal)
        begin = undefined
      }
    },
    { signal },
  )
  return {
    term: () =>
      new Promise((resolve) => {
        if (tab.isVisible()) resolve((office ??= new AbortController()).signal)
        else begin = resolve
      }),
    resign() {
      office?.abort()
      begin?.(AbortSignal.abort())
      office = begin = undefined
    },
    share: () => undefined,
    ask: () => undefined,
    forget: () => undefined,
  }
}
