import type { Thread, VirtualTime } from '../clock/virtual-time.js'

/** One request for a lock. */
interface Request {
  readonly thread: Thread
  readonly name: string
  readonly grant: (lock: Lock | null) => void
  readonly reject: (reason: unknown) => void
}

/** The locks of one origin in one browser, as https://w3c.github.io/web-locks/ has them: exclusive ones. */
export class LockTable {
  /** How often a lock was stolen. */
  steals = 0
  readonly #held = new Map<string, Request>()
  readonly #queues = new Map<string, Request[]>()

  constructor(readonly time: VirtualTime) {}

  /** The lock manager of one page, which denies everything while `isForbidden` says so. */
  managerOf(thread: Thread, isForbidden: () => boolean = () => false): LockManager {
    return new FakeLockManager(this, thread, isForbidden) as LockManager
  }

  /** Whose the lock is. */
  holderOf(name: string): Thread | undefined {
    return this.#held.get(name)?.thread
  }

  /** Whether a page has a lock, or waits for one: reason enough to keep it out of the page cache. */
  concerns(thread: Thread): boolean {
    return this.#all().some((request) => request.thread === thread)
  }

  request(request: Request, { ifAvailable, steal, signal }: LockOptions): void {
    const queue = this.#queues.get(request.name) ?? []
    this.#queues.set(request.name, queue)
    if (steal) return this.#steal(request)
    const isFree = !this.#held.has(request.name) && queue.length === 0
    if (ifAvailable && !isFree) return this.#grantNothing(request)
    queue.push(request)
    signal?.addEventListener('abort', () => this.#withdraw(request, signal.reason))
    this.#serve(request.name)
  }

  release(request: Request): void {
    if (this.#held.get(request.name) !== request) return
    this.#held.delete(request.name)
    this.#serve(request.name)
  }

  /** The page is gone: so is all that it had or wanted. */
  forget(thread: Thread): void {
    for (const [name, queue] of this.#queues)
      this.#queues.set(
        name,
        queue.filter((request) => request.thread !== thread),
      )
    for (const request of [...this.#held.values()])
      if (request.thread === thread) this.release(request)
  }

  query(): LockManagerSnapshot {
    const infoOf = ({ name }: Request): LockInfo => ({ name, mode: 'exclusive' })
    return {
      held: [...this.#held.values()].map(infoOf),
      pending: [...this.#queues.values()].flat().map(infoOf),
    }
  }

  #all(): Request[] {
    return [...this.#held.values(), ...[...this.#queues.values()].flat()]
  }

  #serve(name: string): void {
    const next = this.#held.has(name) ? undefined : this.#queues.get(name)?.shift()
    if (next) this.#hand(next)
  }

  /** Gives it away at once; a page that is frozen has it, and does not know. */
  #hand(request: Request): void {
    const { name, thread, grant } = request
    this.#held.set(name, request)
    this.time.post(thread, () => {
      if (this.#held.get(name) === request) grant({ name, mode: 'exclusive' })
    })
  }

  #steal(request: Request): void {
    this.steals += 1
    const robbed = this.#held.get(request.name)
    this.#hand(request)
    if (!robbed) return
    const reason = new DOMException('lock broken by a request with steal', 'AbortError')
    this.time.post(robbed.thread, () => robbed.reject(reason))
  }

  #grantNothing({ thread, grant }: Request): void {
    this.time.post(thread, () => grant(null))
  }

  #withdraw(request: Request, reason: unknown): void {
    const queue = this.#queues.get(request.name) ?? []
    const index = queue.indexOf(request)
    if (index < 0) return
    queue.splice(index, 1)
    request.reject(reason)
    this.#serve(request.name)
  }
}

class FakeLockManager {
  constructor(
    readonly table: LockTable,
    readonly thread: Thread,
    readonly isForbidden: () => boolean,
  ) {}

  async request(
    name: string,
    optionsOrCallback: LockOptions | LockGrantedCallback<unknown>,
    callback?: LockGrantedCallback<unknown>,
  ): Promise<unknown> {
    const isShort = typeof optionsOrCallback === 'function'
    const options = isShort ? {} : optionsOrCallback
    const act = isShort ? optionsOrCallback : callback
    if (!act) throw new TypeError('a lock needs a callback')
    const { steal, ifAvailable, signal, mode } = options
    const isContradictory = (steal && ifAvailable) || (signal && (steal || ifAvailable))
    if (isContradictory || name.startsWith('-') || mode === 'shared')
      throw new DOMException('options do not go together', 'NotSupportedError')
    if (this.isForbidden()) throw new DOMException('the request was denied', 'SecurityError')
    signal?.throwIfAborted()
    return new Promise((resolve, reject) => {
      const { thread, table } = this
      const grant = (lock: Lock | null): void => {
        const done = Promise.resolve(lock).then(act)
        done.then(resolve, reject)
        const release = (): void => table.release(request)
        done.then(release, release)
      }
      const request: Request = { thread, name, grant, reject }
      table.request(request, options)
    })
  }

  async query(): Promise<LockManagerSnapshot> {
    return this.table.query()
  }
}
