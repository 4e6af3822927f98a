import type { LitElement } from 'lit'
import { vi } from 'vitest'

/** The wait after which an element renders without a frame of the browser, in milliseconds. */
const HIDDEN_MS = 100

/** Counts how often an element is rendered from now on. */
export function countRenders(element: Element): () => number {
  const updated = vi.spyOn(element as unknown as { updated(): void } & LitElement, 'updated')
  return () => updated.mock.calls.length
}

/**
 * Counts the frames of the browser from now on. The result is the number of renderings that they
 * allow: one for each frame, one for each wait of `HIDDEN_MS` without a frame, and one that was due
 * before.
 */
export function countFrames(): () => number {
  const beganAt = performance.now()
  let frames = 0
  let isCounting = true
  const count = (): void => {
    frames += 1
    if (isCounting) requestAnimationFrame(count)
  }
  requestAnimationFrame(count)
  return () => {
    isCounting = false
    return frames + Math.floor((performance.now() - beganAt) / HIDDEN_MS) + 1
  }
}
