import type { TabEnvironment } from './tab-environment.js'

/**
 * Lets the tabs of one browser speak to each other. A page that is left gives its channels back: open
 * ones would keep it out of the back/forward cache, or have it thrown out with the next message.
 *
 * @param hear Told what is said, this tab's own words included: so it knows whether it is heard.
 * @returns says something; `undefined` where the browser has no channels.
 */
export function openTabChannel<T>(
  tab: TabEnvironment,
  name: string,
  hear: (message: T) => void,
  signal: AbortSignal,
): ((message: T) => void) | undefined {
  // A channel does not hear itself: one speaks, and the other listens.
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
