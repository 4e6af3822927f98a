/** A longer animation is not waited for, in milliseconds: it is the remaining time of a boost. */
const LONGEST_MS = 5_000

const isMoving = ({ playState, effect }: Animation): boolean =>
  playState === 'running' && Number(effect?.getComputedTiming().endTime) < LONGEST_MS

// Callbacks run before a frame is rendered, so wait for two frames. Elements that were just shown
// start their animations in the first, and WebKit updates styles after finished animations only
// then.
async function frame(): Promise<void> {
  await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame)
}

/**
 * Finishes the animations inside an element at once, and those that start because of that. An
 * element that is still fading in has a lower contrast than in the end.
 */
export async function settle({ shadowRoot }: Element): Promise<void> {
  const moving = () => shadowRoot?.getAnimations().filter(isMoving) ?? []
  let left: Animation[]
  do {
    await frame()
    left = moving()
    for (const animation of left) animation.finish()
  } while (left.length > 0)
}
