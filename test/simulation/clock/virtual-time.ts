/** A piece of work that waits for its moment. */
interface Task {
  at: number
  /** When it was due, before a throttled page put it off. */
  readonly dueAt: number
  readonly order: number
  readonly thread: Thread
  readonly isTimer: boolean
  readonly run: () => unknown
  readonly after: (() => void) | undefined
  isCancelled: boolean
}

/** The owner of tasks and timers: one page, or the world outside of all pages. */
export class Thread {
  /** `stopped` puts tasks off, `asleep` also stops the clock of the timers, `ended` drops them. */
  state: 'running' | 'stopped' | 'asleep' | 'ended' = 'running'
  /** How far the wall clock of its machine is ahead of the true time. */
  clockSkewMs = 0
  /** How long its monotonic clock has stood still while the machine slept. */
  stoodStillMs = 0
  /** Timers fire at multiples of this, as those of hidden pages do. */
  timerGrainMs = 1
  stoppedAt = 0
  readonly waiting: Task[] = []
}

const RealDate = Date
const { setImmediate: realSetImmediate } = globalThis
const replaced = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] as const

/**
 * An event loop with a clock of its own, which stands still until it is told to go on. Timers and
 * tasks belong to the thread that made them, so one page can be frozen, throttled or killed while
 * others run. Between two tasks all promises settle, so each callback knows whose it is.
 */
export class VirtualTime implements Disposable {
  /** The true time, in milliseconds since 1970. */
  now: number
  /** The thread whose code is running. */
  current: Thread
  /** The thread of everything outside pages: the network, the server, the test. */
  readonly world = new Thread()
  readonly #queue: Task[] = []
  readonly #timers = new Map<number, Task>()
  readonly #originals = Object.fromEntries(replaced.map((name) => [name, globalThis[name]]))
  readonly #timeout = AbortSignal.timeout
  #made = 0

  constructor(start = '2026-03-02T10:00:00.000Z') {
    this.now = RealDate.parse(start)
    this.current = this.world
    Object.assign(globalThis, {
      setTimeout: (run: () => unknown, delayMs = 0, ...args: unknown[]) =>
        this.#setTimer(run, delayMs, args, false),
      setInterval: (run: () => unknown, delayMs = 0, ...args: unknown[]) =>
        this.#setTimer(run, delayMs, args, true),
      clearTimeout: (id: number) => this.#clearTimer(id),
      clearInterval: (id: number) => this.#clearTimer(id),
      Date: dateOf(() => this.now + this.current.clockSkewMs),
    })
    const startedAt = this.now
    performance.now = () => this.now - startedAt - this.current.stoodStillMs
    AbortSignal.timeout = (delayMs) => {
      const abort = new AbortController()
      const reason = new DOMException('timed out', 'TimeoutError')
      this.#add(this.current, () => abort.abort(reason), this.now + delayMs, true)
      return abort.signal
    }
  }

  /** Gives the platform's clock back. */
  [Symbol.dispose](): void {
    Object.assign(globalThis, this.#originals)
    AbortSignal.timeout = this.#timeout
    // Its own again, from its prototype.
    Reflect.deleteProperty(performance, 'now')
  }

  /** How many timers are set. */
  get timerCount(): number {
    return this.#timers.size
  }

  /** Queues a task of a thread; `after` is called when all that came of it is done. */
  post(thread: Thread, run: () => unknown, delayMs = 0, after?: () => void): void {
    this.#add(thread, run, this.now + delayMs, false, after)
  }

  /** Runs something in a thread at once, and all that comes of it without waiting. */
  async run<T>(thread: Thread, run: () => T): Promise<Awaited<T> | undefined> {
    if (thread.state !== 'running')
      throw new Error('nothing can be done in a page that stands still')
    this.current = thread
    try {
      const result = run()
      let settled: Awaited<T> | undefined
      if (result instanceof Promise)
        result.then((value: Awaited<T>) => (settled = value)).catch(() => undefined)
      else settled = result as Awaited<T>
      await drained()
      return settled
    } finally {
      this.current = this.world
    }
  }

  /** Lets time pass. */
  async advance(delayMs: number): Promise<void> {
    const end = this.now + delayMs
    await this.run(this.world, () => undefined)
    for (let task = this.#next(end); task; task = this.#next(end)) await this.#perform(task)
    this.now = end
  }

  /** Lets time pass until something is so. Returns how long that took; throws if it took longer. */
  async until(holds: () => boolean, withinMs: number): Promise<number> {
    const start = this.now
    await this.run(this.world, () => undefined)
    while (!holds()) {
      const task = this.#next(start + withinMs)
      if (!task) throw new Error(`not so within ${withinMs} ms: ${String(holds)}`)
      await this.#perform(task)
    }
    return this.now - start
  }

  /** Stops a thread: what is due waits. Asleep, its timers wait for as long again. */
  stop(thread: Thread, how: 'stopped' | 'asleep' = 'stopped'): void {
    if (thread.state !== 'running') return
    thread.state = how
    thread.stoppedAt = this.now
  }

  /**
   * Goes on with a thread.
   *
   * @param didClockStop Whether its monotonic clock stood still while it was asleep.
   */
  go(thread: Thread, didClockStop = false): void {
    if (thread.state === 'ended') return
    const lost = thread.state === 'asleep' ? this.now - thread.stoppedAt : 0
    if (didClockStop) thread.stoodStillMs += lost
    thread.state = 'running'
    const waiting = thread.waiting.splice(0)
    if (lost > 0) {
      const late = [...this.#queue, ...waiting].filter(
        (task) => task.thread === thread && task.isTimer,
      )
      for (const task of late) this.#requeue(task, task.at + lost)
    }
    for (const task of waiting) if (!task.isTimer || lost === 0) this.#insert(task, this.now)
  }

  /** Ends a thread: nothing of it ever runs again. */
  end(thread: Thread): void {
    thread.state = 'ended'
    thread.waiting.length = 0
    for (const [id, task] of this.#timers) if (task.thread === thread) this.#timers.delete(id)
  }

  /** Throttles the timers of a thread, or lets them go: what is overdue then fires. */
  throttle(thread: Thread, grainMs: number): void {
    if (thread.timerGrainMs === grainMs) return
    thread.timerGrainMs = grainMs
    const late = this.#queue.filter((task) => task.thread === thread && task.at > task.dueAt)
    for (const task of late) this.#requeue(task, Math.max(this.now, task.dueAt))
  }

  #next(end: number): Task | undefined {
    const [task] = this.#queue
    return task && task.at <= end ? this.#queue.shift() : undefined
  }

  async #perform(task: Task): Promise<void> {
    const { thread, isTimer } = task
    this.now = Math.max(this.now, task.at)
    if (task.isCancelled || thread.state === 'ended') return
    if (thread.state !== 'running') return void thread.waiting.push(task)
    const grain = thread.timerGrainMs
    if (isTimer && this.now % grain !== 0)
      return this.#insert(task, Math.ceil(this.now / grain) * grain)
    await this.run(thread, task.run)
    task.after?.()
  }

  #add(thread: Thread, run: () => unknown, at: number, isTimer: boolean, after?: () => void): Task {
    this.#made += 1
    const order = this.#made
    const task: Task = { at, dueAt: at, order, thread, isTimer, run, after, isCancelled: false }
    if (thread.state !== 'ended') this.#insert(task, at)
    return task
  }

  #insert(task: Task, at: number): void {
    task.at = at
    let index = this.#queue.length
    while (index > 0 && isAfter(this.#queue[index - 1]!, task)) index -= 1
    this.#queue.splice(index, 0, task)
  }

  #requeue(task: Task, at: number): void {
    const index = this.#queue.indexOf(task)
    if (index >= 0) this.#queue.splice(index, 1)
    this.#insert(task, at)
  }

  #setTimer(run: () => unknown, delayMs: number, args: unknown[], repeats: boolean): number {
    const thread = this.current
    const fire = (): void => {
      this.#timers.delete(id)
      if (repeats) set()
      Reflect.apply(run, undefined, args)
    }
    const set = (): void => {
      const task = this.#add(thread, fire, this.now + Math.max(1, Number(delayMs) || 0), true)
      id ||= task.order
      this.#timers.set(id, task)
    }
    let id = 0
    set()
    return id
  }

  #clearTimer(id: number): void {
    const task = this.#timers.get(id)
    if (task) task.isCancelled = true
    this.#timers.delete(id)
  }
}

const isAfter = (a: Task, b: Task): boolean => a.at > b.at || (a.at === b.at && a.order > b.order)

/** A real turn of the event loop: every promise that can settle has done so. */
const drained = (): Promise<void> =>
  new Promise((resolve) => {
    realSetImmediate(resolve)
  })

/** A `Date` that tells another time. */
function dateOf(now: () => number): DateConstructor {
  return class extends RealDate {
    constructor(...args: unknown[]) {
      super(...((args.length > 0 ? args : [now()]) as [number]))
    }

    static override now(): number {
      return now()
    }
  } as DateConstructor
}
