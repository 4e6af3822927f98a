/** The longest wait for a frame, in milliseconds. A hidden page renders no frames. */
const HIDDEN_MS = 100

let next: Promise<void> | undefined

/** Resolves just before the browser renders a frame; in a hidden page after `HIDDEN_MS`. */
export const nextFrame = (): Promise<void> =>
  (next ??= new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      cancelAnimationFrame(frame)
      resolve()
    }
    const timer = setTimeout(end, HIDDEN_MS)
    const frame = requestAnimationFrame(end)
  }).then(() => {
    next = undefined
  }))

/** Calls `run` after the browser has rendered the next frame. */
export const afterFrame = (run: () => void): void => void nextFrame().then(() => setTimeout(run))

/**
 * Calls `run` when the page has rendered a frame and has nothing else to do: never in a hidden page,
 * and never if the member saves data. WebKit cannot tell when a page has nothing to do, so there it
 * waits a second.
 */
export function whenIdle(run: () => void): void {
  const { connection } = navigator as { connection?: { saveData: boolean } }
  const wait = globalThis.requestIdleCallback ?? ((later) => setTimeout(later, 1_000))
  if (!connection?.saveData) requestAnimationFrame(() => setTimeout(wait, 0, run))
}
