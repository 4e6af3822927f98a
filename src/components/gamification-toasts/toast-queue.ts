import { join, without, type Celebrated, type Toast, type ToastKind } from './toast.js'

/** The reason why a toast was dismissed. */
export type DismissReason =
  'timeout' | 'close' | 'escape' | 'swipe' | 'click' | 'focus-mode' | 'off' | 'pagehide'

/** A reason to stop the countdown of toasts. Each reason is held and released separately. */
export type Hold = 'pointer' | 'focus' | 'press' | 'hidden' | 'blur' | 'blocked' | 'quiet'

/** The clock of a queue. */
export interface QueueClock {
  /** The time in milliseconds since an arbitrary moment. */
  now(): number
  /** Calls `run` after `ms` milliseconds. Returns a function that cancels the call. */
  after(ms: number, run: () => void): () => void
}

/** The surroundings and callbacks of a queue. */
export interface QueueOptions {
  readonly clock: QueueClock
  /** The highest number of toasts shown at the same time. */
  readonly maxVisible: () => number
  /** How long a toast is shown, in milliseconds; `Infinity` until it is dismissed. */
  readonly lifetimeMs: (toast: Toast) => number
  /**
   * Whether a dialog or a full-screen element blocks the toasts. The queue asks again every
   * `RECHECK_MS` while it is blocked.
   */
  readonly isBlocked: () => boolean
  /** Called when a toast is about to be shown; `false` suppresses the toast. */
  readonly onEnter: (toast: Toast) => boolean
  readonly onLeave: (toast: Toast, reason: DismissReason) => void
  /** Called after the shown toasts may have changed. */
  readonly onChange: () => void
}

interface Entry {
  toast: Toast
  joinedAt: number
  remainingMs: number
  /** When the countdown started or resumed, by the queue's clock; `null` while it is stopped. */
  since: number | null
}

/** The gap between two toasts that appear, in milliseconds, so that each is noticed. */
const ENTRY_GAP_MS = 800
/** Points that arrive within this time of each other are added up, in milliseconds. */
const MERGE_MS = 5_000
/** The least remaining time of a toast when its countdown resumes, in milliseconds. */
const RESUME_MS = 1_500
/** The number of waiting celebrations above which they are summed up in one digest. */
const WAITING_LIMIT = 5
/** The delay before the queue checks again whether it is blocked, in milliseconds. */
const RECHECK_MS = 500
/** A toast that was shown for less time counts as not seen, in milliseconds. */
const SEEN_MS = 1_000

const priority: readonly ToastKind[] = ['digest', 'achievement', 'streak', 'boost', 'points']

/**
 * Decides which toasts are shown, which wait, and how long each is shown. It does not touch the
 * page: other modules render its decisions.
 */
export class ToastQueue {
  readonly #options: QueueOptions
  readonly #holds = new Set<Hold>()
  #visible: Entry[] = []
  #waiting: Entry[] = []
  #enteredAt = -Infinity
  /** When each celebration was first shown, by the queue's clock. */
  readonly #shownAt = new WeakMap<Celebrated, number>()
  #stopTimer = (): void => {}

  constructor(options: QueueOptions) {
    this.#options = options
  }

  /** The shown toasts, oldest first. */
  get visible(): readonly Toast[] {
    return this.#visible.map(({ toast }) => toast)
  }

  /** The number of celebrations that wait. */
  get waitingCount(): number {
    return this.#waiting.reduce((sum, { toast }) => sum + weightOf(toast), 0)
  }

  /**
   * Shows toasts as soon as there is room, or merges them into toasts that are shown or waiting.
   */
  add(toasts: readonly Toast[]): void {
    for (const toast of toasts) {
      const entry = this.#entry(toast)
      if (!this.#joinOne(this.#waiting, entry)) this.#waiting.push(entry)
    }
    this.#waiting.sort((a, b) => priority.indexOf(a.toast.kind) - priority.indexOf(b.toast.kind))
    this.#run()
  }

  /** Dismisses a shown toast. */
  dismiss(id: string, reason: DismissReason): void {
    const entry = this.#entryOf(id)
    if (!entry) return
    this.#leave(entry, reason)
    this.#run()
  }

  /** Restarts the countdown of a shown toast, once it can be read. */
  restart(id: string): void {
    const entry = this.#entryOf(id)
    if (!entry) return
    this.#start(entry, this.#options.clock.now())
    this.#schedule()
  }

  /** Dismisses all toasts. Returns the celebrations that were waiting and never shown. */
  clear(reason: DismissReason): readonly Celebrated[] {
    const waited = this.#waiting.flatMap(({ toast }) => toast.notifications)
    this.#waiting = []
    this.#leaveAll(reason)
    return waited
  }

  /**
   * Removes celebrations that the member cannot have seen, when the member leaves the page. Only
   * those for which `mayGo` returns `true` are removed. Returns the removed celebrations.
   */
  withdraw(mayGo: (one: Celebrated) => boolean): readonly Celebrated[] {
    const now = this.#options.clock.now()
    const isUnseen = (one: Celebrated): boolean =>
      mayGo(one) && now - (this.#shownAt.get(one) ?? now) < SEEN_MS
    const entries = [...this.#waiting, ...this.#visible]
    const unseen = entries.flatMap(({ toast }) => toast.notifications.filter(isUnseen))
    const emptied = entries.filter((entry) => {
      const rest = without(entry.toast, isUnseen)
      entry.toast = rest ?? entry.toast
      return rest === null
    })
    this.#waiting = this.#waiting.filter((entry) => !emptied.includes(entry))
    for (const entry of emptied) if (this.#visible.includes(entry)) this.#leave(entry, 'pagehide')
    this.#run()
    return unseen
  }

  /** Dismisses the shown toasts. Waiting and new toasts are held back until {@link speak}. */
  silence(reason: DismissReason): void {
    this.hold('quiet')
    this.#leaveAll(reason)
  }

  /**
   * Ends {@link silence}, and shows the toasts that were held back as one digest. Without a
   * silence, it checks whether there is room for more toasts.
   */
  speak(): void {
    if (!this.#holds.has('quiet')) return this.#schedule()
    this.#sumUp(0)
    this.release('quiet')
  }

  /** Checks at once whether the toasts are blocked. */
  look(): void {
    this.#run()
  }

  /** Stops the countdown of all toasts for a reason. */
  hold(why: Hold): void {
    const wasFree = this.#holds.size === 0
    this.#holds.add(why)
    if (!wasFree) return
    const now = this.#options.clock.now()
    for (const entry of this.#visible) {
      entry.remainingMs -= now - (entry.since ?? now)
      entry.since = null
    }
    this.#schedule()
  }

  /** Releases a reason. Once no reason is left, the countdowns resume with their remaining time. */
  release(why: Hold): void {
    if (!this.#holds.delete(why)) return
    if (this.#holds.size === 0) {
      const now = this.#options.clock.now()
      for (const entry of this.#visible) {
        entry.remainingMs = Math.max(entry.remainingMs, RESUME_MS)
        entry.since = now
      }
    }
    this.#run()
  }

  /** Forgets all toasts without calling `onLeave`. */
  close(): void {
    this.#stopTimer()
    this.#holds.clear()
    this.#visible = []
    this.#waiting = []
  }

  #entryOf(id: string): Entry | undefined {
    return this.#visible.find(({ toast }) => toast.id === id)
  }

  /**
   * Merges an entry into another where they fit: points add up instead of showing "+10" three
   * times, and a renewed notification is not shown twice. Returns the entry that it was merged
   * into.
   */
  #joinOne(entries: readonly Entry[], { toast, joinedAt }: Entry): Entry | undefined {
    const { kind, amount } = toast
    const host = entries.find(
      ({ toast: other, joinedAt: since }) =>
        other.notifications.some(({ id }) => id === toast.id) ||
        (other.kind === kind &&
          (kind === 'achievement' ||
            kind === 'digest' ||
            // Only points have an amount.
            (amount !== null &&
              other.amount !== null &&
              (entries !== this.#visible || joinedAt - since < MERGE_MS)))),
    )
    if (host) {
      host.toast = join([host.toast, toast])
      host.joinedAt = joinedAt
      // The countdown of a waiting toast starts when the toast is shown.
      if (entries === this.#visible) {
        this.#start(host, this.#options.clock.now())
        this.#noteShown(host)
      }
    }
    return host
  }

  /** Replaces waiting toasts by one digest if they hold more than `limit` celebrations. */
  #sumUp(limit: number): void {
    const [first, ...rest] = this.#waiting.map(({ toast }) => toast)
    if (!first || this.waitingCount <= limit) return
    const digest = this.#entry(join([first, ...rest], 'digest'))
    this.#waiting = this.#joinOne(this.#visible, digest) ? [] : [digest]
  }

  #entry(toast: Toast): Entry {
    return { toast, joinedAt: this.#options.clock.now(), remainingMs: 0, since: null }
  }

  /** Does what is due now, and schedules what is due next. */
  #run(): void {
    const isIdle = this.#visible.length + this.#waiting.length === 0
    if (!isIdle && this.#options.isBlocked()) this.hold('blocked')
    else this.release('blocked')
    const now = this.#options.clock.now()
    for (const entry of [...this.#visible]) if (this.#leftMs(entry, now) <= 0) this.#leave(entry)
    if (this.#mayCome)
      this.#waiting = this.#waiting.filter((entry) => !this.#joinOne(this.#visible, entry))
    this.#enter(now)
    if (this.#waiting.length > 1) this.#sumUp(WAITING_LIMIT)
    this.#schedule()
    this.#options.onChange()
  }

  #enter(now: number): void {
    while (this.#mayEnter && now >= this.#enteredAt + ENTRY_GAP_MS) {
      const entry = this.#waiting.shift()
      if (!entry) return
      if (!this.#options.onEnter(entry.toast)) continue
      this.#enteredAt = now
      this.#visible.push(entry)
      this.#noteShown(entry)
      this.#start(entry, now)
    }
  }

  #noteShown({ toast }: Entry): void {
    const now = this.#options.clock.now()
    for (const one of toast.notifications) if (!this.#shownAt.has(one)) this.#shownAt.set(one, now)
  }

  #start(entry: Entry, now: number): void {
    entry.remainingMs = this.#options.lifetimeMs(entry.toast)
    entry.since = this.#holds.size === 0 ? now : null
  }

  #leaveAll(reason: DismissReason): void {
    for (const entry of [...this.#visible]) this.#leave(entry, reason)
    this.#run()
  }

  #leave(entry: Entry, reason: DismissReason = 'timeout'): void {
    this.#visible = this.#visible.filter((other) => other !== entry)
    // The pointer over the last toast no longer points at anything, and browsers fire no event for
    // that.
    if (this.#visible.length === 0) {
      this.#holds.delete('pointer')
      this.#holds.delete('press')
    }
    this.#options.onLeave(entry.toast, reason)
  }

  get #mayEnter(): boolean {
    return (
      this.#mayCome && this.#waiting.length > 0 && this.#visible.length < this.#options.maxVisible()
    )
  }

  /** Whether a new celebration may appear now, as a toast or merged into one. */
  get #mayCome(): boolean {
    return !(['hidden', 'blocked', 'quiet'] as const).some((why) => this.#holds.has(why))
  }

  #leftMs({ remainingMs, since }: Entry, now: number): number {
    return since === null ? Infinity : remainingMs - (now - since)
  }

  #schedule(): void {
    this.#stopTimer()
    const now = this.#options.clock.now()
    const dueMs = Math.min(
      ...this.#visible.map((entry) => this.#leftMs(entry, now)),
      this.#mayEnter ? this.#enteredAt + ENTRY_GAP_MS - now : Infinity,
      this.#holds.has('blocked') ? RECHECK_MS : Infinity,
    )
    if (dueMs < Infinity)
      this.#stopTimer = this.#options.clock.after(Math.max(0, dueMs), () => this.#run())
  }
}

/**
 * The number of celebrations that a toast counts for. Merged points count as one, because they show
 * one sum.
 */
const weightOf = ({ kind, notifications }: Toast): number =>
  kind === 'points' ? 1 : notifications.length
