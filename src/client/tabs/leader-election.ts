import { isFrame, type Frame } from '../../protocol/index.js'
import type { ConnectionStatus, InboxStore } from '../../store/inbox-store.js'
import { openTabChannel } from './tab-channel.js'
import { sharedName, type TabEnvironment } from './tab-environment.js'
import { uuid } from '../uuid.js'

/**
 * Elects one tab of the browser as the leader. The leader holds the connection and passes the
 * frames that it receives on to the other tabs. The election only saves connections: each tab may
 * open its own connection at any time, and everything still works.
 */
export interface LeaderElection {
  /** Resolves once this tab leads, with a signal that aborts when it no longer does. */
  leadership(): Promise<AbortSignal>
  /**
   * Leaves the connection to another tab until {@link LeaderElection.leadership} is called again. A
   * pending call resolves with an aborted signal.
   */
  resign(): void
  /** Passes a frame of this tab's connection on to the other tabs. */
  share(frame: Frame): void
  /** Asks the leading tab for its position. */
  ask(): void
  /** Tells the other tabs that the member has logged out. */
  forget(): void
}

/** Dependencies of {@link joinElection}. */
export interface ElectionOptions {
  readonly tab: TabEnvironment
  readonly endpoint: URL
  /** The server's name of the inbox: an opaque id of the platform and the member. */
  readonly inbox: string
  readonly store: InboxStore
  /** Called with each frame that another tab received. */
  readonly onFrame: (frame: Frame) => void
  /** Called when the member has logged out in another tab. */
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
      /** The time for which the leader has been hidden, in milliseconds. */
      readonly hiddenMs: number
      /** Whether the tab has just taken the lead from another tab. */
      readonly isNew: boolean
    }

/** The interval at which the leader sends a sign of life, in milliseconds. */
const ALIVE_EVERY_MS = 2_000
/** The silence after which a visible tab asks the leader for a sign of life, in milliseconds. */
const SILENCE_MS = 4_000
/** The wait for the leader's answer before the asking tab takes the lead, in milliseconds. */
const ANSWER_MS = 2_000
/**
 * A leader that has been hidden for longer than this, in milliseconds, gives way to a visible tab.
 */
const HIDDEN_MS = 5_000
/** The time over which tabs spread their reactions to the same event, in milliseconds. */
const SPREAD_MS = 1_000
/**
 * The shortest time between two thefts of the lock by the same tab, in milliseconds, so that tabs
 * do not steal the lock from each other in turns.
 */
const STEAL_EVERY_MS = 60_000
/**
 * The shortest time between another tab's theft of the lock and this tab's own, in milliseconds.
 */
const STOLEN_MS = 30_000

/**
 * Joins the election among the tabs of one inbox. If the browser has no locks or no channels, each
 * visible tab leads for itself.
 */
export function joinElection(options: ElectionOptions): LeaderElection {
  const { tab, endpoint, inbox, signal } = options
  const name = (thing: string): string => sharedName(endpoint, inbox, thing)
  const { locks } = tab
  // The first message can only arrive later, when the election exists.
  const hear = (said: TabMessage): void => election.hear(said)
  const say = locks && openTabChannel<TabMessage>(tab, name('bus'), hear, signal)
  if (!locks || !say) return leadAlone(tab, signal)
  const election = new SharedElection(options, { locks, lockName: name('stream'), say })
  return election
}

interface TabMessage {
  /** The id of the sending tab. */
  readonly from: string
  readonly message: Message
}

interface Shared {
  readonly locks: LockManager
  readonly lockName: string
  readonly say: (said: TabMessage) => void
}

/**
 * The election of a tab that can reach the other tabs. A tab is in one of four states:
 *
 * - It takes no part: it has not called `leadership`, or it has resigned.
 * - It waits: `#resolveLeadership` is set, and `#lockRequest` is queued. The leader's frames and signs
 *   of life arrive over the channel.
 * - It leads with the lock: `#leadership` is set, and `#holdsLock` is `true`. Its frames go to the
 *   other tabs.
 * - It leads without the lock: `#leadership` is set. The leader was silent, and this tab connects for
 *   itself alone until a sign of life arrives.
 */
class SharedElection implements LeaderElection {
  readonly #options: ElectionOptions
  readonly #shared: Shared
  readonly #id = uuid()
  /** Aborted when this tab stops leading; `undefined` while it does not lead. */
  #leadership: AbortController | undefined
  /** Whether this tab holds the lock. */
  #holdsLock = false
  /** The request for the lock, queued or granted. */
  #lockRequest: AbortController | undefined
  #resolveLeadership: ((leadership: AbortSignal) => void) | undefined
  /** The wait for a sign of life, or before this tab takes the lock. */
  #patience: ReturnType<typeof setTimeout> | undefined
  /** When the tab was hidden: `Infinity` while visible, `-Infinity` if it was never visible. */
  #hidAt = -Infinity
  #stoleAt = -Infinity
  #othersStoleAt = -Infinity
  /** Whether this tab has received its own last question, so that silence means the leader's. */
  #hasHeardItself = false
  /** The election that replaces this one if the browser has locks but denies them. */
  #alone: LeaderElection | undefined

  constructor(options: ElectionOptions, shared: Shared) {
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

  leadership(): Promise<AbortSignal> {
    const { signal } = this.#options
    if (this.#alone) return this.#alone.leadership()
    if (this.#leadership) return Promise.resolve(this.#leadership.signal)
    if (!this.#lockRequest && !signal.aborted) this.#queueForLock()
    return new Promise((resolve) => {
      this.#resolveLeadership = resolve
      this.ask()
    })
  }

  resign(): void {
    clearTimeout(this.#patience)
    this.#resolveLeadership?.(AbortSignal.abort())
    this.#resolveLeadership = undefined
    this.#lockRequest?.abort()
    this.#lockRequest = undefined
    this.#stopLeading()
    this.#alone?.resign()
  }

  share(frame: Frame): void {
    // The first frame for another member must not reach the tabs of the previous member.
    const isOurs = 'inbox' in frame && frame.inbox === this.#options.inbox
    if (this.#holdsLock && isOurs) this.#say({ type: 'frame', frame })
  }

  ask(): void {
    this.#hasHeardItself = false
    this.#say({ type: 'ask' })
    this.#awaitSignOfLife()
  }

  forget(): void {
    this.#say({ type: 'forget' })
  }

  /** Handles a message of any tab, this one included. */
  hear({ from, message }: TabMessage): void {
    if (from === this.#id) this.#hasHeardItself = true
    else if (message.type === 'ask') this.#answer()
    else if (message.type === 'forget') this.#options.onForgotten()
    else if (!this.#holdsLock && !this.#alone) this.#follow(message)
  }

  /** Queues for the lock without a time limit. */
  #queueForLock(): void {
    const request = (this.#lockRequest = new AbortController())
    this.#request({ signal: request.signal }, request)
  }

  /** Takes the lock from a tab that does not answer. */
  #steal(): void {
    this.#lockRequest?.abort()
    this.#stoleAt = performance.now()
    this.#request({ steal: true }, (this.#lockRequest = new AbortController()))
  }

  #request(options: LockOptions, attempt: AbortController): void {
    const { locks, lockName } = this.#shared
    locks
      .request(lockName, options, () => this.#holdLock(attempt, options.steal === true))
      // The lock was stolen, or the request was removed from the queue. The next call of
      // `leadership` queues again.
      .catch((error: unknown) => {
        if (this.#lockRequest !== attempt) return
        this.#lockRequest = undefined
        this.#stopLeading()
        if (!isAbort(error)) this.#goAlone()
      })
  }

  /** Leads without an election: a browser that forbids storage denies locks as well. */
  #goAlone(): void {
    const { tab, signal } = this.#options
    clearTimeout(this.#patience)
    this.#alone ??= leadAlone(tab, signal)
    if (this.#resolveLeadership) void this.#alone.leadership().then(this.#resolveLeadership)
    this.#resolveLeadership = undefined
  }

  #holdLock(attempt: AbortController, isNew: boolean): Promise<void> | undefined {
    if (attempt.signal.aborted) return
    this.#holdsLock = true
    const leadership = this.#lead()
    this.#sayAlive(isNew)
    return new Promise((resolve) => {
      leadership.signal.addEventListener('abort', () => {
        if (this.#lockRequest === attempt) this.#lockRequest = undefined
        resolve()
      })
    })
  }

  #lead(): AbortController {
    clearTimeout(this.#patience)
    const leadership = (this.#leadership ??= new AbortController())
    this.#resolveLeadership?.(leadership.signal)
    this.#resolveLeadership = undefined
    return leadership
  }

  #stopLeading(): void {
    const leadership = this.#leadership
    this.#leadership = undefined
    this.#holdsLock = false
    leadership?.abort()
  }

  /**
   * Answers another tab with this tab's position, so that a tab at another position knows that it
   * missed a frame.
   */
  #answer(): void {
    this.#sayAlive()
    const { confirmed } = this.#options.store.$state.get()
    if (!confirmed) return
    const { inbox, epoch, position } = confirmed
    // This frame has no server time, because only a frame of the server has the right one.
    this.share({ type: 'heartbeat', inbox, epoch, position, now: '' })
  }

  #follow(message: Extract<Message, { type: 'frame' | 'alive' }>): void {
    const { store, onFrame } = this.#options
    // The leader is alive, so this tab need not bypass it.
    this.#stopLeading()
    this.#awaitSignOfLife()
    if (message.type === 'frame') {
      if (isFrame(message.frame)) onFrame(message.frame)
      return
    }
    store.$status.set(message.status)
    if (message.isNew) this.#othersStoleAt = performance.now()
    if (message.hiddenMs > HIDDEN_MS && this.#isVisibleCandidate && this.#maySteal)
      this.#wait(Math.random() * SPREAD_MS, () => this.#steal())
  }

  /** Restarts the wait for a sign of life from the leader. */
  #awaitSignOfLife(): void {
    if (!this.#isVisibleCandidate) return clearTimeout(this.#patience)
    this.#wait(SILENCE_MS, () => {
      this.ask()
      this.#wait(ANSWER_MS + Math.random() * SPREAD_MS, () => {
        // A tab that does not receive its own messages cannot tell whether the leader is silent.
        if (this.#hasHeardItself && this.#maySteal) this.#steal()
        else this.#lead()
      })
    })
  }

  #wait(delayMs: number, then: () => void): void {
    clearTimeout(this.#patience)
    this.#patience = setTimeout(() => {
      if (this.#isVisibleCandidate) then()
    }, delayMs)
  }

  /** Whether this tab waits to lead and is visible, so that it may take the lead from a silent tab. */
  get #isVisibleCandidate(): boolean {
    return this.#resolveLeadership !== undefined && this.#options.tab.isVisible()
  }

  get #maySteal(): boolean {
    const now = performance.now()
    return now - this.#stoleAt >= STEAL_EVERY_MS && now - this.#othersStoleAt >= STOLEN_MS
  }

  #noteVisibility(): void {
    const isVisible = this.#options.tab.isVisible()
    if (isVisible) this.#hidAt = Infinity
    else if (this.#hidAt === Infinity) this.#hidAt = performance.now()
    if (isVisible && this.#resolveLeadership) this.ask()
  }

  #sayAlive(isNew = false): void {
    if (!this.#holdsLock) return
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

/**
 * Creates the election of a tab that cannot reach the other tabs. The tab leads while it is
 * visible.
 */
function leadAlone(tab: TabEnvironment, signal: AbortSignal): LeaderElection {
  let leadership: AbortController | undefined
  let resolveLeadership: ((leadership: AbortSignal) => void) | undefined
  tab.events.addEventListener(
    'visibilitychange',
    () => {
      if (!tab.isVisible()) {
        leadership?.abort()
        leadership = undefined
      } else if (resolveLeadership) {
        resolveLeadership((leadership = new AbortController()).signal)
        resolveLeadership = undefined
      }
    },
    { signal },
  )
  return {
    leadership: () =>
      new Promise((resolve) => {
        if (tab.isVisible()) resolve((leadership ??= new AbortController()).signal)
        else resolveLeadership = resolve
      }),
    resign() {
      leadership?.abort()
      resolveLeadership?.(AbortSignal.abort())
      leadership = resolveLeadership = undefined
    },
    share: () => undefined,
    ask: () => undefined,
    forget: () => undefined,
  }
}
