import { digestOf, join, type Toast, type ToastKind } from './toast.js'

/** Why a toast left. */
export type DismissReason =
  'timeout' | 'close' | 'escape' | 'swipe' | 'click' | 'focus-mode' | 'off' | 'api'

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
    const now = this.#options.clock.now()
    for (const toast of toasts) {
      const host = this.#hostFor(toast, now)
      if (host) this.#join(host, toast, now)
      else this.#waiting.push({ toast, joinedAt: now, remainingMs: 0, since: null })
    }
    this.#waiting.sort((a, b) => priority.indexOf(a.toast.kind) - priority.indexOf(b.toast.kind))
    this.#run()
  }

  /** Takes a shown toast away. */
  dismiss(id: string, reason: DismissReason): void {
    const entry = this.#visible.find(({ toast }) => toast.id === id)
    if (!entry) return
    this.#leave(entry, reason)
    this.#run()
  }

  /** The time of a shown toast begins again: it can be read from now on. */
  restart(id: string): void {
    const entry = this.#visible.find(({ toast }) => toast.id === id)
    if (!entry) return
    this.#start(entry, this.#options.clock.now())
    this.#schedule()
  }

  /** Takes everything away, with what waits. */
  clear(reason: DismissReason): void {
    this.#waiting = []
    this.#leaveAll(reason)
  }

  /** Takes away what is shown. What waits and what comes is kept back until {@link speak}. */
  silence(reason: DismissReason): void {
    this.hold('quiet')
    this.#leaveAll(reason)
  }

  /** The quiet is over: what was kept back is told as one. */
  speak(): void {
    if (!this.#holds.has('quiet')) return
    this.release('quiet')
    this.#sumUp(0)
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
    this.#schedule()
  }

  /** Forgets everything, and tells nobody. */
  close(): void {
    this.#stopTimer()
    this.#visible = []
    this.#waiting = []
  }

  /** The entry that a toast joins: nobody wants "+10" three times below each other. */
  #hostFor(toast: Toast, now: number): Entry | undefined {
    const isJoinable = (entry: Entry, isShown: boolean): boolean => {
      if (entry.toast.kind !== toast.kind) return false
      if (toast.kind === 'achievement') return true
      if (toast.kind !== 'points' || toast.amount === null || entry.toast.amount === null)
        return false
      return !isShown || now - entry.joinedAt < MERGE_MS
    }
    return (
      this.#visible.find((entry) => isJoinable(entry, true)) ??
      this.#waiting.find((entry) => isJoinable(entry, false))
    )
  }

  #join(entry: Entry, toast: Toast, now: number): void {
    entry.toast = join(entry.toast, toast)
    entry.joinedAt = now
    if (this.#visible.includes(entry)) this.#start(entry, now)
  }

  /** Too many in a row are no joy: they become one that says how many. */
  #sumUp(limit: number): void {
    const now = this.#options.clock.now()
    const [first, ...rest] = this.#waiting.map(({ toast }) => toast)
    if (!first || this.waitingCount <= limit) return
    const digest = digestOf([first, ...rest])
    const shown = this.#visible.find(({ toast }) => toast.kind === 'digest')
    this.#waiting = shown ? [] : [{ toast: digest, joinedAt: now, remainingMs: 0, since: null }]
    if (shown) this.#join(shown, digest, now)
  }

  /** Does what is due, and waits for what is due next. */
  #run(): void {
    const isIdle = this.#visible.length === 0 && this.#waiting.length === 0
    if (!isIdle && this.#options.isBlocked()) this.hold('blocked')
    else this.release('blocked')
    const now = this.#options.clock.now()
    for (const entry of [...this.#visible]) if (this.#leftMs(entry, now) <= 0) this.#leave(entry)
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
      this.#start(entry, now)
    }
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
      this.#waiting.length > 0 &&
      this.#visible.length < this.#options.maxVisible() &&
      !(['hidden', 'blocked', 'quiet'] as const).some((why) => this.#holds.has(why))
    )
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
    this.#stopTimer =
      dueMs === Infinity
        ? () => {}
        : this.#options.clock.after(Math.max(0, dueMs), () => this.#run())
  }
}

/** Merged points are one sum to read; everything else is one each. */
const weightOf = ({ kind, notifications }: Toast): number =>
  kind === 'points' ? 1 : notifications.length
