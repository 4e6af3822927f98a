/**
 * Creates a function that requests the full state beside a connection. It sends one request at a
 * time, and another one if a change was missed after the last request had begun.
 *
 * @param ask Sends the request. It never rejects.
 * @param pauseMs Returns the wait before the next request, in milliseconds.
 * @returns a function that makes sure that a request begins after the call
 */
export function createCatchUp(
  ask: () => Promise<void>,
  pauseMs: () => number,
  signal: AbortSignal,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isAsking = false
  let isDue = false
  signal.addEventListener('abort', () => clearTimeout(timer))

  async function run(): Promise<void> {
    timer = undefined
    isDue = false
    isAsking = true
    await ask()
    isAsking = false
    if (isDue) start()
  }

  function start(): void {
    // The answer to the request in flight may be older than the missed change.
    if (isAsking) isDue = true
    else if (!signal.aborted) timer ??= setTimeout(() => void run(), pauseMs())
  }

  return start
}
