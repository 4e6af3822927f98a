import { join, without, type Celebrated, type Toast, type ToastKind } from './toast.js'

/** Why a toast left. */
export type DismissReason =
  'timeout' | 'close' | 'escape' | 'swipe' | 'click' | 'focus-mode' | 'off' | 'pagehide'

/** Why time stands still. Each is held and released on its own. */
export type Hold = 'pointer' | 'focus' | 'press' | 'hidden' | 'blur' | 'blocked' | 'quiet'

/** Time, as a queue knows it. */
export interface Clock {
  /** Milliseconds since any moment. */
  now(): number
  /** Runs something after so many milliseconds; answers how to call that off. */
  after(ms: number, run: () => void): () => void
}

/** What a queue asks and tells. */
export interface QueueOptions {
  readonly clock: Clock
  /** How many are shown at the same time, at most. */
  readonly maxVisible: () => number
  /** How long a toast stays, in milliseconds; `Infinity` until it is dismissed. */
  readonly lifetimeMs: (toast: Toast) => number
  /** Whether something stands in front of the page. Asked again and again while anything waits. */
  readonly isBlocked: () => boolean
  /** A toast is about to be shown; `false` keeps it off. */
  readonly onEnter: (toast: Toast) => boolean
  readonly onLeave: (toast: Toast, reason: DismissReason) => void
  /** What is shown has changed. */
  readonly onChange: () => void
}

interface Entry {
  toast: Toast
  joinedAt: number
  remainingMs: number
  /** Since when it counts down; `null` while time stands still. */
  since: number | null
}

/** Between two entries, so that each is seen to come. */
const ENTRY_GAP_MS = 800
/** Points that come within this time of each other count on. */
const MERGE_MS = 5_000
/** What is left at least when time goes on. */
const RESUME_MS = 1_500
/** More than so many waiting become one. */
const WAITING_LIMIT = 5
/** How soon to look again whether the way is free. */
const RECHECK_MS = 500
/** A toast that stood for less time was not seen, in milliseconds. */
const SEEN_MS = 1_000

const priority: readonly ToastKind[] = ['digest', 'achievement', 'streak', 'boost', 'points']

/**
 * Which celebrations are on screen, which wait, and for how long. Knows no page: what it decides is
 * drawn elsewhere.
 */
export class ToastQueue {
  readonly #options: QueueOptions
  readonly #holds = new Set<Hold>()
  #visible: Entry[] = []
  #waiting: Entry[] = []
  #enteredAt = -Infinity
  /** Since when each celebration has been on screen. */
  readonly #shownAt = new WeakMap<Celebrated, number>()
  #stopTimer = (): void => {}

  constructor(options: QueueOptions) {
    this.#options = options
  }

  /** The shown toasts, oldest first. */
  get visible(): readonly Toast[] {
    return this.#visible.map(({ toast }) => toast)
  }

  /** How many celebrations wait. */
  get waitingCount(): number {
    return this.#waiting.reduce((sum, { toast }) => sum + weightOf(toast), 0)
  }

  /** Shows toasts as soon as there is room, or lets them join those that are there. */
  add(toasts: readonly Toast[]): void {
    for (const toast of toasts) {
      const entry = this.#entry(toast)
      if (!this.#joinOne(this.#waiting, entry)) this.#waiting.push(entry)
    }
    this.#waiting.sort((a, b) => priority.indexOf(a.toast.kind) - priority.indexOf(b.toast.kind))
    this.#run()
  }

  /** Takes a shown toast away. */
  dismiss(id: string, reason: DismissReason): void {
    const entry = this.#entryOf(id)
    if (!entry) return
    this.#leave(entry, reason)
    this.#run()
  }

  /** The time of a shown toast begins again: it can be read from now on. */
  restart(id: string): void {
    const entry = this.#entryOf(id)
    if (!entry) return
    this.#start(entry, this.#options.clock.now())
    this.#schedule()
  }

  /** Takes everything away. Answers what had waited, and was never shown. */
  clear(reason: DismissReason): readonly Celebrated[] {
    const waited = this.#waiting.flatMap(({ toast }) => toast.notifications)
    this.#waiting = []
    this.#leaveAll(reason)
    return waited
  }

  /**
   * The page is left: takes out what nobody can have seen, of that for which `mayGo` holds, and answers
   * it.
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

  /** Takes away what is shown. What waits and what comes is kept back until {@link speak}. */
  silence(reason: DismissReason): void {
    this.hold('quiet')
    this.#leaveAll(reason)
  }

  /** There is no quiet: what was kept back is told as one. There may also be more room than before. */
  speak(): void {
    if (!this.#holds.has('quiet')) return this.#schedule()
    this.#sumUp(0)
    this.release('quiet')
  }

  /** Asks at once whether something stands in front of the page. */
  look(): void {
    this.#run()
  }

  /** Stops the time of the whole stack. */
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

  /** Lets it go on with what was left, once nothing else holds it. */
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

  /** Forgets everything, and tells nobody. */
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
   * Lets an entry join another where it can: nobody wants "+10" three times below each other, or one
   * notification twice because it was renewed. Answers the one that it has joined.
   */
  #joinOne(entries: readonly Entry[], { toast, joinedAt }: Entry): Entry | undefined {
    const { kind, amount } = toast
    const host = entries.find(
      ({ toast: other, joinedAt: since }) =>
        other.notifications.some(({ id }) => id === toast.id) ||
        (other.kind === kind &&
          (kind === 'achievement' ||
            kind === 'digest' ||
            // Only points have one.
            (amount !== null &&
              other.amount !== null &&
              (entries !== this.#visible || joinedAt - since < MERGE_MS)))),
    )
    if (host) {
      host.toast = join([host.toast, toast])
      host.joinedAt = joinedAt
      this.#start(host, this.#options.clock.now())
      if (entries === this.#visible) this.#noteShown(host)
    }
    return host
  }

  /** Too many in a row are no joy: they become one that says how many. */
  #sumUp(limit: number): void {
    const [first, ...rest] = this.#waiting.map(({ toast }) => toast)
    if (!first || this.waitingCount <= limit) return
    const digest = this.#entry(join([first, ...rest], 'digest'))
    this.#waiting = this.#joinOne(this.#visible, digest) ? [] : [digest]
  }

  #entry(toast: Toast): Entry {
    return { toast, joinedAt: this.#options.clock.now(), remainingMs: 0, since: null }
  }

  /** Does what is due, and waits for what is due next. */
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
    // Who pointed at the last one points at nothing, and the browser does not say so.
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

  /** Whether anything may be shown anew, if only by joining what is. */
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

/** Merged points are one sum to read; everything else is one each. */
const weightOf = ({ kind, notifications }: Toast): number =>
  kind === 'points' ? 1 : notifications.length
