import type { ReactiveController, ReactiveControllerHost } from 'lit'

// The page has one timer, however many elements show times. It runs when the first of them has to
// change, and stops in a hidden page.
const tickers = new Set<TickController>()
let timer: ReturnType<typeof setTimeout> | undefined
let watching: AbortController | undefined

/** Updates an element when the time that it shows has changed. */
export class TickController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #nextMs: () => number
  #dueAt = Infinity

  /** @param nextMs - returns the time until the element shows something else, in milliseconds */
  constructor(host: ReactiveControllerHost, nextMs: () => number) {
    this.#host = host
    this.#nextMs = nextMs
    host.addController(this)
  }

  get dueAt(): number {
    return this.#dueAt
  }

  hostConnected(): void {
    tickers.add(this)
    if (watching) return
    watching = new AbortController()
    document.addEventListener('visibilitychange', tickAll, { signal: watching.signal })
  }

  hostUpdated(): void {
    this.#dueAt = performance.now() + this.#nextMs()
    schedule()
  }

  hostDisconnected(): void {
    tickers.delete(this)
    if (tickers.size === 0) {
      watching?.abort()
      watching = undefined
    }
    schedule()
  }

  tick(): void {
    this.#dueAt = Infinity
    this.#host.requestUpdate()
  }
}

/** While the page was hidden, the device may have slept, and its monotonic clock with it. */
function tickAll(): void {
  if (document.visibilityState !== 'hidden') for (const ticker of tickers) ticker.tick()
  schedule()
}

function schedule(): void {
  clearTimeout(timer)
  if (document.visibilityState === 'hidden') return
  const dueAt = Math.min(Infinity, ...[...tickers].map((ticker) => ticker.dueAt))
  if (dueAt === Infinity) return
  timer = setTimeout(run, Math.max(0, dueAt - performance.now()))
}

function run(): void {
  const now = performance.now()
  for (const ticker of tickers) if (ticker.dueAt <= now) ticker.tick()
  schedule()
}
