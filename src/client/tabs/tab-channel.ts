import type { TabEnvironment } from './tab-environment.js'

/**
 * Opens a channel between the tabs of one browser. The channel is closed while the page is in the
 * back/forward cache: an open channel would keep the page out of the cache, or evict it with the
 * next message.
 *
 * @param onMessage Called with each message, also with this tab's own messages, so that the tab can
 *   detect whether messages are delivered at all.
 * @returns a function that posts a message; `undefined` if the browser has no channels
 */
export function openTabChannel<T>(
  tab: TabEnvironment,
  name: string,
  onMessage: (message: T) => void,
  signal: AbortSignal,
): ((message: T) => void) | undefined {
  // A `BroadcastChannel` does not receive its own messages, so one sends and the other one
  // receives.
  let sender: BroadcastChannel | undefined
  let receiver: BroadcastChannel | undefined

  function open(): void {
    if (receiver || signal.aborted) return
    sender = tab.openChannel(name)
    receiver = tab.openChannel(name)
    receiver?.addEventListener('message', ({ data }) => onMessage(data as T))
  }
  function close(): void {
    sender?.close()
    receiver?.close()
    sender = receiver = undefined
  }

  open()
  if (!receiver) return undefined
  tab.events.addEventListener('pagehide', close, { signal })
  tab.events.addEventListener('pageshow', open, { signal })
  signal.addEventListener('abort', close)
  return (message) => {
    open()
    sender?.postMessage(message)
  }
}
