import confetti from 'canvas-confetti'

/** The longest time that confetti is in the air, in milliseconds. */
const LONGEST_MS = 3_000

/** The number of bursts for a streak: it grows at 30, 100 and 365 days. */
const burstsFor = (days: number): number => (days < 30 ? 1 : days < 100 ? 2 : days < 365 ? 3 : 5)

/** The options for throwing confetti. */
export interface ConfettiOptions {
  /** A canvas that covers the window and that nothing else is painted on. */
  readonly canvas: HTMLCanvasElement
  /** Where the first burst starts, as fractions of the window's width and height. */
  readonly origin: { readonly x: number; readonly y: number }
  readonly days: number
  readonly colors: string[]
  /** Ends the confetti. */
  readonly signal: AbortSignal
}

// Ends the confetti that is in the air.
let end: (() => void) | undefined

/**
 * Throws confetti, and ends confetti that is still in the air. Confetti ends when the page is
 * hidden. Resolves when the last piece is gone.
 */
export function throwConfetti({
  canvas,
  origin,
  days,
  colors,
  signal,
}: ConfettiOptions): Promise<void> {
  end?.()
  // Use no worker: a strict content security policy blocks workers made from a blob.
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
      // The first burst flies from the flame towards the middle; the others open like fireworks.
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
