/**
 * Makes a way to ask for the whole state beside a connection: one request at a time, and one more
 * where something was missed after the last one had begun.
 *
 * @param ask Asks, and never rejects.
 * @param pauseMs How long to wait before the next request, in milliseconds.
 * @returns Sees to it that a request begins from now on.
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
    // The answer under way may be older than what was missed.
    if (isAsking) isDue = true
    else if (!signal.aborted) timer ??= setTimeout(() => void run(), pauseMs())
  }

  return start
}
