import type { TabEnvironment } from './tab-environment.js'

/**
 * Opens a channel between the tabs of one browser. The channel is closed while the page is in the
 * back/forward cache: an open channel would keep the page out of the cache, or evict it with the
 * next message.
 *
 * @param hear Called with each message, also with this tab's own messages, so that the tab can
 *   detect whether messages are delivered at all.
 * @returns a function that sends a message; `undefined` if the browser has no channels
 */
export function openTabChannel<T>(
  tab: TabEnvironment,
  name: string,
  hear: (message: T) => void,
  signal: AbortSignal,
): ((message: T) => void) | undefined {
  // A `BroadcastChannel` does not receive its own messages, so one sends and the other one
  // receives.
  let sender: BroadcastChannel | undefined
  let receiver: BroadcastChannel | undefined

  function join(): void {
    if (receiver || signal.aborted) return
    sender = tab.openChannel(name)
    receiver = tab.openChannel(name)
    receiver?.addEventListener('message', ({ data }) => hear(data as T))
  }
  function leave(): void {
    sender?.close()
    receiver?.close()
    sender = receiver = undefined
  }

  join()
  if (!receiver) return undefined
  tab.events.addEventListener('pagehide', leave, { signal })
  tab.events.addEventListener('pageshow', join, { signal })
  signal.addEventListener('abort', leave)
  return (message) => {
    join()
    sender?.postMessage(message)
  }
}
