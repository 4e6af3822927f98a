import confetti from 'canvas-confetti'

/** No longer than this is anything in the air, in milliseconds. */
const LONGEST_MS = 3_000

/** How many bursts a streak is worth: a month, a hundred days and a year are grander. */
const burstsFor = (days: number): number => (days < 30 ? 1 : days < 100 ? 2 : days < 365 ? 3 : 5)

/** What is thrown, and where. */
export interface ConfettiOptions {
  /** Covers the window, and is its own: nothing else is painted on it. */
  readonly canvas: HTMLCanvasElement
  /** Where it comes from, as parts of the window's width and height. */
  readonly origin: { readonly x: number; readonly y: number }
  readonly days: number
  readonly colors: string[]
  /** Ends it. */
  readonly signal: AbortSignal
}

// Ends what is in the air.
let end: (() => void) | undefined

/**
 * Throws confetti, in the place of what is in the air. It ends when the page is hidden. Resolves when
 * the last piece is gone.
 */
export function throwConfetti({
  canvas,
  origin,
  days,
  colors,
  signal,
}: ConfettiOptions): Promise<void> {
  end?.()
  // No worker: a strict content security policy refuses one made from a blob.
  const cannon = confetti.create(canvas, { resize: true, useWorker: false })
  const bursts = burstsFor(days)
  let next: ReturnType<typeof setTimeout> | undefined
  return new Promise((resolve) => {
    end = () => {
      clearTimeout(next)
      cannon.reset()
      resolve()
    }
    setTimeout(end, LONGEST_MS)
    signal.addEventListener('abort', end)
    document.addEventListener('visibilitychange', end, { once: true })
    const fire = (left: number): void => {
      // The first comes from the flame, towards the middle; the others open like fireworks.
      const isFirst = left === bursts
      void cannon({
        particleCount: 60 + 12 * bursts,
        origin: isFirst ? origin : { x: Math.random(), y: 0.35 },
        angle: isFirst ? 65 + 50 * origin.x : 90,
        spread: isFirst ? 75 : 360,
        startVelocity: isFirst ? 42 : 26,
        ticks: 150,
        colors,
      })
      if (left > 1) next = setTimeout(fire, 320, left - 1)
    }
    fire(bursts)
  })
}
