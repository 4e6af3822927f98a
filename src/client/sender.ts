import { COMMANDS_PER_REQUEST, type Snapshot } from '../protocol/index.js'
import type { InboxStore } from '../store/inbox-store.js'
import { TransportError } from '../transports/transport.js'
import type { Api } from './api.js'
import { createBackoff } from './backoff.js'

/** Hands the member's commands to the server, in the order of acting. */
export interface Sender {
  /** Sends what is pending. Throws the {@link TransportError} that stopped it. */
  flush(): Promise<void>
}

/** What the sender works with. */
export interface SenderOptions {
  readonly api: Api
  readonly store: InboxStore
  /** Brings a snapshot to the depth of the loaded list. */
  readonly deepen: (snapshot: Snapshot) => Promise<Snapshot>
  /** Called when an answer shows that the page has missed something. */
  readonly onGap: () => void
  readonly signal: AbortSignal
}

/** Starts sending whatever the page adds. One request is under way at a time. */
export function createSender({ api, store, deepen, onGap, signal }: SenderOptions): Sender {
  const backoff = createBackoff()
  let sending: Promise<void> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined

  async function sendAll(): Promise<void> {
    let batch = COMMANDS_PER_REQUEST
    for (;;) {
      const { confirmed, pending } = store.$state.get()
      if (!confirmed || pending.length === 0 || signal.aborted) return
      const commands = pending.slice(0, batch).map(({ command }) => command)
      try {
        const response = await api.send({ base: confirmed.cursor, commands })
        if (signal.aborted) return
        backoff.reset()
        // The commands stay where their effect did not arrive; they go again after the resume.
        const { frame } = response
        const whole = frame.type === 'snapshot' ? await deepen(frame) : frame
        if (store.confirm({ ...response, frame: whole }) === 'resume') return onGap()
      } catch (error) {
        if (!(error instanceof TransportError) || error.code !== 'rejected') throw error
        // One command that will never be taken must not take the others down: they go one by one.
        if (commands.length === 1) store.drop(commands.map(({ id }) => id))
        batch = 1
      }
    }
  }

  function flush(): Promise<void> {
    clearTimeout(retry)
    sending ??= sendAll().finally(() => (sending = undefined))
    return sending
  }

  function trySending(): void {
    flush().catch((error: unknown) => {
      // A refused member is the connection's to solve; it sends what is left before it opens again.
      const isHopeless = error instanceof TransportError && !error.retryable
      if (!isHopeless && !signal.aborted) retry = setTimeout(trySending, backoff.next())
    })
  }

  const stop = store.$state.subscribe(({ pending }, before) => {
    if (pending.length > 0 && pending !== before?.pending && !sending) trySending()
  })
  signal.addEventListener('abort', () => {
    stop()
    clearTimeout(retry)
  })
  return { flush }
}
