import { isFrame, type Frame } from '../../protocol/index.js'
import type { ConnectionStatus, InboxStore } from '../../store/inbox-store.js'
import { leadAlone, type LoneLeadership } from './lead-alone.js'
import { openTabChannel } from './tab-channel.js'
import { sharedName, type TabEnvironment } from './tab-environment.js'
import { uuid } from '../uuid.js'

/**
 * Elects one tab of the browser as the leader. The leader holds the connection and passes the
 * frames that it receives on to the other tabs. The election only saves connections: each tab may
 * open its own connection at any time, and everything still works.
 *
 * A tab is in one of four states:
 *
 * - **Idle**: the tab does not ask to lead. If it led without the lock before, it is still in the
 *   queue.
 * - **Waiting**: the tab has asked to lead, and is in the queue for the lock. The leader's frames and
 *   signs of life arrive over the channel.
 * - **Leading with the lock**: the tab shares its frames. One tab is in this state at a time.
 * - **Leading without the lock**: the leader was silent, so the tab connects for itself alone.
 *
 * The moves between them:
 *
 * - Idle → waiting: the connection calls `leadership`.
 * - Waiting → leading with the lock: the browser grants the lock, or the tab steals it from a leader
 *   that is silent or has been hidden for `HIDDEN_MS`.
 * - Waiting → leading without the lock: the leader is silent, but the tab must not steal the lock,
 *   because the last theft was too recent or its own channel is silent too.
 * - Leading without the lock, or idle in the queue → leading with the lock: the browser grants the
 *   lock.
 * - Leading without the lock → idle: a message shows that the leader is alive.
 * - Leading with the lock → idle: another tab steals the lock.
 * - Any state → idle: the connection calls `resign`.
 *
 * The connection calls `leadership` again after each loss, except after `resign`. Only a visible tab
 * steals the lock, or leads without it. If the browser has no locks or no channels, or denies the
 * lock, there are no states: see {@link leadAlone}.
 */
export interface LeaderElection {
  /**
   * Asks to lead. Resolves once this tab leads, with a signal that aborts when it no longer does.
   */
  leadership(): Promise<AbortSignal>
  /**
   * Leaves the connection to another tab until {@link LeaderElection.leadership} is called again. A
   * pending call resolves with an aborted signal.
   */
  resign(): void
  /** Passes a frame of this tab's connection on to the other tabs. */
  share(frame: Frame): void
  /** Asks the leader for a sign of life and its position. If no answer comes, it counts as silent. */
  askLeader(): void
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

/** The content of a message from one tab to all tabs. */
type Message =
  /** The leader shares a frame that it received. */
  | { readonly type: 'frame'; readonly frame: Frame }
  /** A tab asks the leader for a sign of life. */
  | { readonly type: 'ask' }
  /** The member has logged out in the sending tab. */
  | { readonly type: 'forget' }
  /** A sign of life of the leader. */
  | {
      readonly type: 'alive'
      /** The status of the leader's connection. */
      readonly status: ConnectionStatus
      /** The time for which the leader has been hidden, in milliseconds. */
      readonly hiddenMs: number
      /** Whether the leader has just stolen the lock from another tab. */
      readonly hasStolen: boolean
    }

/** The interval at which the leader sends a sign of life, in milliseconds. */
const ALIVE_EVERY_MS = 2_000
/** The silence after which a visible tab asks the leader for a sign of life, in milliseconds. */
const SILENCE_MS = 4_000
/** The wait for the leader's answer before the asking tab takes the lead, in milliseconds. */
const ANSWER_MS = 2_000
/** A leader that has been hidden for longer gives way to a visible tab, in milliseconds. */
const HIDDEN_MS = 5_000
/** The time over which tabs spread their reactions to the same event, in milliseconds. */
const SPREAD_MS = 1_000
/**
 * The shortest time between two thefts of the lock by the same tab, in milliseconds, so that tabs
 * do not steal the lock from each other in turns.
 */
const STEAL_EVERY_MS = 60_000
/** The shortest time between another tab's theft of the lock and this tab's, in milliseconds. */
const AFTER_OTHERS_STEAL_MS = 30_000

/**
 * Joins the election among the tabs of one inbox. If the browser has no locks or no channels, each
 * visible tab leads for itself.
 */
export function joinElection(options: ElectionOptions): LeaderElection {
  const { tab, endpoint, inbox, signal } = options
  const { locks } = tab
  // The channel delivers no message before this function has returned, so the election exists.
  const receive = (envelope: Envelope): void => election.receive(envelope)
  const post = locks && openTabChannel(tab, sharedName(endpoint, inbox, 'bus'), receive, signal)
  if (!locks || !post)
    return { ...leadAlone(tab, signal), share: ignore, askLeader: ignore, forget: ignore }
  const lockName = sharedName(endpoint, inbox, 'stream')
  const election = new SharedElection(options, { locks, lockName, post })
  return election
}

/** A message with its sender. */
interface Envelope {
  /** The id of the sending tab. */
  readonly from: string
  readonly message: Message
}

/** The means by which the tabs of one inbox reach each other. */
interface TabLinks {
  readonly locks: LockManager
  /** The name of the leader's lock. */
  readonly lockName: string
  /** Posts a message to all tabs, this one included. */
  readonly post: (envelope: Envelope) => void
}

/** The election of a tab that can reach the other tabs. */
class SharedElection implements LeaderElection {
  readonly #options: ElectionOptions
  readonly #links: TabLinks
  readonly #id = uuid()
  /** Set while this tab waits: resolves the pending calls of `leadership`. */
  #resolveLeadership: ((leadership: AbortSignal) => void) | undefined
  /** Set while this tab leads, with or without the lock: aborted when it stops leading. */
  #leadership: AbortController | undefined
  /** Whether this tab holds the lock. A tab that holds the lock leads. */
  #holdsLock = false
  /** The request for the lock, queued or granted. A tab that leads without the lock is queued. */
  #lockRequest: AbortController | undefined
  /** The timer of the one wait at a time: see `#afterDelay`. */
  #timer: ReturnType<typeof setTimeout> | undefined
  /** When the tab was hidden: `Infinity` while visible, `-Infinity` if it was never visible. */
  #hidAt = -Infinity
  /** When this tab last stole the lock. */
  #stoleAt = -Infinity
  /** When this tab last learned that another tab had stolen the lock. */
  #othersStoleAt = -Infinity
  /**
   * Whether this tab has received its own last question. If it has, the channel works, and silence
   * comes from the leader.
   */
  #hasHeardOwnQuestion = false
  /** When this tab last asked a question. */
  #askedAt = -Infinity
  /** Whether another tab is in the queue for the lock or has asked, and so follows this tab. */
  #hasFollowers = true
  /** Whether another tab has asked a question since the last look for followers. */
  #wasAsked = false
  /** The leadership that replaces the election if the browser has locks but denies them. */
  #alone: LoneLeadership | undefined

  constructor(options: ElectionOptions, links: TabLinks) {
    this.#options = options
    this.#links = links
    const { tab, store, signal } = options
    const signsOfLife = setInterval(() => {
      void this.#findFollowers()
      this.#postSignOfLife()
    }, ALIVE_EVERY_MS)
    const stopListening = store.$status.listen(() => this.#postSignOfLife())
    tab.events.addEventListener('visibilitychange', () => this.#handleVisibility(), { signal })
    this.#handleVisibility()
    signal.addEventListener('abort', () => {
      clearInterval(signsOfLife)
      stopListening()
      this.resign()
    })
  }

  leadership(): Promise<AbortSignal> {
    const { signal } = this.#options
    if (this.#alone) return this.#alone.leadership()
    if (this.#leadership) return Promise.resolve(this.#leadership.signal)
    if (!this.#lockRequest && !signal.aborted) this.#requestLock()
    return new Promise((resolve) => {
      this.#resolveLeadership = resolve
      this.askLeader()
    })
  }

  resign(): void {
    clearTimeout(this.#timer)
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
    if (this.#holdsLock && this.#hasFollowers && isOurs) this.#post({ type: 'frame', frame })
  }

  askLeader(): void {
    this.#postQuestion()
    this.#awaitSignOfLife()
  }

  forget(): void {
    this.#post({ type: 'forget' })
  }

  /** Handles a message of any tab, this one included. */
  receive({ from, message }: Envelope): void {
    if (from === this.#id) this.#hasHeardOwnQuestion = true
    else if (message.type === 'ask') this.#answer()
    else if (message.type === 'forget') this.#options.onForgotten()
    else if (!this.#holdsLock && !this.#alone) this.#followLeader(message)
  }

  /** Takes the lock from a tab that does not answer. */
  #steal(): void {
    this.#lockRequest?.abort()
    this.#stoleAt = performance.now()
    this.#requestLock({ steal: true })
  }

  /** Queues for the lock, or steals it. Its loss, or a request that fails, ends the leadership. */
  #requestLock(theft?: { readonly steal: true }): void {
    const { locks, lockName } = this.#links
    const attempt = (this.#lockRequest = new AbortController())
    locks
      // The browser accepts no signal for a theft, which does not wait.
      .request(lockName, theft ?? { signal: attempt.signal }, () =>
        this.#holdLock(attempt, theft !== undefined),
      )
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
    clearTimeout(this.#timer)
    this.#alone ??= leadAlone(tab, signal)
    if (this.#resolveLeadership) void this.#alone.leadership().then(this.#resolveLeadership)
    this.#resolveLeadership = undefined
  }

  /**
   * Leads with the lock that the browser has granted. The browser releases the lock when the promise
   * resolves, which is when this tab stops leading.
   */
  #holdLock(attempt: AbortController, hasStolen: boolean): Promise<void> | undefined {
    if (attempt.signal.aborted) return
    this.#holdsLock = this.#hasFollowers = true
    const leadership = this.#lead()
    this.#postSignOfLife(hasStolen)
    return new Promise((resolve) => {
      leadership.signal.addEventListener('abort', () => {
        if (this.#lockRequest === attempt) this.#lockRequest = undefined
        resolve()
      })
    })
  }

  /** Starts to lead, with the lock or without it. A tab that leads already goes on. */
  #lead(): AbortController {
    clearTimeout(this.#timer)
    const leadership = (this.#leadership ??= new AbortController())
    this.#resolveLeadership?.(leadership.signal)
    this.#resolveLeadership = undefined
    return leadership
  }

  /** Stops leading, and releases the lock. */
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
    this.#wasAsked = this.#hasFollowers = true
    this.#postSignOfLife()
    const { confirmed } = this.#options.store.$state.get()
    if (!confirmed) return
    const { inbox, epoch, position } = confirmed
    // This frame has no server time, because only a frame of the server has the right one.
    this.share({ type: 'heartbeat', inbox, epoch, position, now: '' })
  }

  /** Handles a frame or a sign of life from the leader. */
  #followLeader(message: Extract<Message, { type: 'frame' | 'alive' }>): void {
    const { store, onFrame } = this.#options
    // The leader is alive, so this tab needs no connection of its own.
    this.#stopLeading()
    this.#awaitSignOfLife()
    this.#tellThatItFollows()
    if (message.type === 'frame') {
      if (isFrame(message.frame)) onFrame(message.frame)
      return
    }
    store.$status.set(message.status)
    if (message.hasStolen) this.#othersStoleAt = performance.now()
    if (message.hiddenMs > HIDDEN_MS && this.#isVisibleCandidate && this.#maySteal)
      this.#afterDelay(Math.random() * SPREAD_MS, () => this.#steal())
  }

  /**
   * Asks the leader a question, if this tab has left the queue and has asked none for a while: a tab
   * that is hidden for long has no lock request, and still shows the count in its title.
   */
  #tellThatItFollows(): void {
    if (!this.#lockRequest && performance.now() - this.#askedAt > ALIVE_EVERY_MS / 2)
      this.#postQuestion()
  }

  /**
   * Restarts the wait for a sign of life from the leader. After `SILENCE_MS` this tab asks for one;
   * after another `ANSWER_MS` it leads itself.
   */
  #awaitSignOfLife(): void {
    if (!this.#isVisibleCandidate) return clearTimeout(this.#timer)
    this.#afterDelay(SILENCE_MS, () => {
      this.#postQuestion()
      this.#afterDelay(ANSWER_MS + Math.random() * SPREAD_MS, () => {
        // A tab that does not receive its own messages cannot tell whether the leader is silent.
        if (this.#hasHeardOwnQuestion && this.#maySteal) this.#steal()
        else this.#lead()
      })
    })
  }

  /** Runs `then` after a delay, if this tab still waits and is visible. Ends the previous wait. */
  #afterDelay(delayMs: number, then: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.#isVisibleCandidate) then()
    }, delayMs)
  }

  /** Whether this tab waits to lead and is visible. Only such a tab may replace a leader. */
  get #isVisibleCandidate(): boolean {
    return this.#resolveLeadership !== undefined && this.#options.tab.isVisible()
  }

  /** Whether the last thefts of the lock are long enough ago for another one. */
  get #maySteal(): boolean {
    const now = performance.now()
    return (
      now - this.#stoleAt >= STEAL_EVERY_MS && now - this.#othersStoleAt >= AFTER_OTHERS_STEAL_MS
    )
  }

  #handleVisibility(): void {
    const isVisible = this.#options.tab.isVisible()
    if (isVisible) this.#hidAt = Infinity
    else if (this.#hidAt === Infinity) this.#hidAt = performance.now()
    if (isVisible && this.#resolveLeadership) this.askLeader()
  }

  /** Posts a sign of life, if this tab leads with the lock. */
  #postSignOfLife(hasStolen = false): void {
    if (!this.#holdsLock || !this.#hasFollowers) return
    const status = this.#options.store.$status.get()
    this.#post({
      type: 'alive',
      status,
      hiddenMs: Math.max(0, performance.now() - this.#hidAt),
      hasStolen,
    })
  }

  /**
   * Asks the browser whether another tab is in the queue. Nothing is posted while there is none. A
   * tab that has just asked a question counts as a follower until the next look, because the browser
   * may not have it in the queue yet.
   */
  async #findFollowers(): Promise<void> {
    if (!this.#holdsLock) return
    const { locks, lockName } = this.#links
    const wasAsked = this.#wasAsked
    this.#wasAsked = false
    let isFollowed = true
    try {
      const { pending = [] } = await locks.query()
      isFollowed = pending.some(({ name }) => name === lockName)
    } catch {
      // The browser does not say whether there are followers, so there may be some.
    }
    if (!wasAsked && !this.#wasAsked) this.#hasFollowers = isFollowed
  }

  #postQuestion(): void {
    this.#hasHeardOwnQuestion = false
    this.#askedAt = performance.now()
    this.#post({ type: 'ask' })
  }

  #post(message: Message): void {
    this.#links.post({ from: this.#id, message })
  }
}

const ignore = (): void => {
  // The tab cannot reach the other tabs.
}

const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError'
