import { COMMANDS_PER_REQUEST, type Command, type Snapshot } from '../../protocol/index.js'
import type { InboxStore } from '../../store/inbox-store.js'
import { receiveAnswer } from '../../store/pending.js'
import { settleCommands } from '../../store/receive.js'
import { TransportError } from '../../transports/transport.js'
import type { PendingCommand } from '../../store/state.js'
import type { Api } from '../requests/api.js'
import { createBackoff } from '../connection/backoff.js'
import { inboxNameOf } from '../inbox-name.js'
import { withLock } from '../tabs/with-lock.js'
import type { Outbox } from './outbox.js'
import { isRefusal } from '../connection/receiver.js'
import { noteRefusal } from './refusals.js'
import { createSlowBackoff } from '../connection/slow-backoff.js'
import { sharedName, type TabEnvironment } from '../tabs/tab-environment.js'

/** Dependencies of {@link Sender}. */
export interface SenderOptions {
  readonly api: Api
  readonly store: InboxStore
  readonly outbox: Outbox
  readonly tab: TabEnvironment
  readonly endpoint: URL
  /** Extends a snapshot to the number of rows that the list has loaded. */
  readonly deepen: (snapshot: Snapshot) => Promise<Snapshot>
  /** Called when an answer shows that the page has missed a change. */
  readonly onGap: () => void
  readonly signal: AbortSignal
}

/** The longest wait for an answer, in milliseconds. */
const ANSWER_MS = 20_000
/** The time after which a waiting command sets `$isWaiting`, in milliseconds. */
const SHOW_AFTER_MS = 6_000
/**
 * The wait before a tab sends another tab's commands, in milliseconds. A tab that still runs has
 * sent its own commands by then.
 */
const RESCUE_MS = 5_000

/**
 * Sends the member's commands to the server in the order of acting. It sends one request at a time,
 * in the whole browser where there are locks.
 */
export class Sender {
  readonly #options: SenderOptions
  readonly #backoff = createBackoff()
  readonly #slowBackoff = createSlowBackoff()
  #sending: Promise<void> | undefined
  /** Aborts the request in flight, or the wait for the lock. */
  #attempt = new AbortController()
  #retry: ReturnType<typeof setTimeout> | undefined
  #rescue: ReturnType<typeof setTimeout> | undefined
  /**
   * Whether to send nothing before the next retry: the server asked for a pause, or another server
   * answered in its place.
   */
  #isQuiet = false
  #showing: ReturnType<typeof setTimeout> | undefined

  constructor(options: SenderOptions) {
    const { store, tab, signal } = (this.#options = options)
    const stop = store.$state.subscribe(({ pending }, before) => {
      if (!pending.some(isAct)) this.#noteSent()
      if (pending.length > 0 && pending !== before?.pending) this.#sendLater()
    })
    const sendLast = (): void => this.#sendLast()
    // Listeners use the capture phase, because `freeze` is dispatched on the document.
    for (const type of ['pagehide', 'freeze'])
      tab.events.addEventListener(type, sendLast, { signal, capture: true })
    // A page that was frozen or in the back/forward cache received no message about commands that
    // other tabs sent for it.
    const comeBack = (): void => this.send()
    for (const type of ['pageshow', 'resume'])
      tab.events.addEventListener(type, comeBack, { signal, capture: true })
    signal.addEventListener('abort', () => {
      stop()
      this.#attempt.abort(signal.reason)
      clearTimeout(this.#retry)
      clearTimeout(this.#rescue)
      clearTimeout(this.#showing)
    })
  }

  /**
   * Sends the commands that all tabs left to be sent.
   *
   * @throws {TransportError} if a request fails.
   */
  flush(): Promise<void> {
    if (this.#isQuiet || this.#isDone()) return Promise.resolve()
    clearTimeout(this.#retry)
    this.#sending ??= this.#sendAll()
    return this.#sending
  }

  /** Sends the commands, and retries until that succeeds. */
  send(): void {
    this.flush().catch(ignoreRetried)
  }

  /**
   * Sends the commands that are still pending after `RESCUE_MS`: the tab that created them may be
   * closed.
   */
  #sendLater(): void {
    clearTimeout(this.#rescue)
    this.#rescue = setTimeout(() => {
      if (this.#options.tab.isVisible()) this.send()
    }, RESCUE_MS)
  }

  #isDone(): boolean {
    return this.#options.signal.aborted || this.#options.outbox.unsent().length === 0
  }

  #sendIn(delayMs: number): void {
    if (this.#options.signal.aborted) return
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => {
      this.#isQuiet = false
      this.send()
    }, delayMs)
  }

  async #sendAll(): Promise<void> {
    const { tab, store, endpoint } = this.#options
    let batch = COMMANDS_PER_REQUEST
    const work = async (): Promise<void> => void (batch = await this.#sendSome(batch))
    try {
      while (batch > 0 && !this.#isDone()) {
        const inbox = store.$state.get().confirmed?.inbox ?? ''
        const { signal } = (this.#attempt = new AbortController())
        await withLock(tab.locks, sharedName(endpoint, inbox, 'outbox'), work, signal)
      }
    } catch (error) {
      this.#sendAgain(error)
      throw error
    } finally {
      this.#sending = undefined
    }
  }

  #sendAgain(error: unknown): void {
    const { code, retryAfterMs = 0 }: Partial<TransportError> =
      error instanceof TransportError ? error : {}
    this.#noteWaiting()
    // The connection handles a refused member. Remaining commands are sent before it opens again.
    if (isRefusal(error)) return this.#sendIn(this.#slowBackoff.next(retryAfterMs))
    this.#isQuiet = retryAfterMs > 0 || code === 'unexpected'
    this.#sendIn(this.#backoff.next(retryAfterMs))
  }

  #noteWaiting(): void {
    const { signal, store } = this.#options
    if (signal.aborted || !store.$state.get().pending.some(isAct)) return
    this.#showing ??= setTimeout(() => store.$isWaiting.set(true), SHOW_AFTER_MS)
  }

  #noteSent(): void {
    clearTimeout(this.#showing)
    this.#showing = undefined
    this.#options.store.$isWaiting.set(false)
  }

  /**
   * Sends one request. Resolves with the number of commands that the next request may carry; 0
   * stops sending.
   */
  async #sendSome(batch: number): Promise<number> {
    const { store, outbox, api, signal, deepen, onGap } = this.#options
    for (const command of outbox.tooOld()) this.#drop(command, 'expired')
    const { confirmed } = store.$state.get()
    // Another tab may have sent the commands while this tab waited for the lock.
    const commands = outbox.unsent().slice(0, batch)
    if (!confirmed || commands.length === 0 || signal.aborted) return 0
    outbox.noteSending(commands)
    const request = this.#attempt
    const timer = setTimeout(() => request.abort(new TransportError('network')), ANSWER_MS)
    try {
      const body = { base: confirmed.cursor, commands }
      const answer = await Promise.race([api.send(body, request.signal), aborted(request.signal)])
      this.#backoff.reset()
      this.#slowBackoff.reset()
      this.#noteSent()
      const { frame, results } = answer
      const whole = frame.type === 'snapshot' ? await deepen(frame) : frame
      // The page may have another member by now, or none.
      if (signal.aborted || inboxNameOf(store) !== confirmed.inbox) return 0
      const ids = commands.map(({ id }) => id)
      const { state, outcome } = receiveAnswer(store.$state.get(), whole, ids)
      store.update(() => state)
      for (const { id, code } of results) {
        const command = commands.find((sent) => sent.id === id)
        if (command && code !== undefined) noteRefusal(store, command, code)
      }
      if (outcome !== 'resume') return batch
      // The commands stay pending, because their effect did not arrive. They are sent again after
      // the resume.
      onGap()
      return 0
    } catch (error) {
      if (!(error instanceof TransportError) || error.code !== 'rejected') throw error
      // The server rejected the whole request. One command that it never accepts must not block the
      // others, so the commands are sent one at a time.
      const [command, ...others] = commands
      if (command && others.length === 0) this.#drop(command, 'rejected')
      return 1
    } finally {
      clearTimeout(timer)
    }
  }

  #drop(command: Command, code: 'rejected' | 'expired'): void {
    const { store } = this.#options
    store.update((state) => settleCommands(state, [command.id]))
    noteRefusal(store, command, code)
  }

  /**
   * Sends the remaining commands when the page may be about to end. It does not wait for the lock:
   * a command that arrives twice is harmless, because it has an id.
   */
  #sendLast(): void {
    const { store, outbox, api } = this.#options
    const { confirmed } = store.$state.get()
    const commands = outbox.unsent().slice(0, COMMANDS_PER_REQUEST)
    if (!confirmed || commands.length === 0) return
    // A page in the back/forward cache must not hold the lock.
    this.#attempt.abort(new TransportError('network'))
    outbox.noteSending(commands)
    api.send({ base: confirmed.cursor, commands }).catch(ignoreUnsent)
  }
}

/** Whether a command is an action of the member; `seen` is not. */
const isAct = ({ command }: PendingCommand): boolean => command.type !== 'seen'

/** Returns a promise that rejects with the signal's reason. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })

const ignoreRetried = (): void => {
  // The command is sent again after the back-off.
}

const ignoreUnsent = (): void => {
  // The commands are still in the outbox.
}
