/** What lasts longer is no movement: the time that is left of a boost, in milliseconds. */
const LONGEST_MS = 5_000

const isMoving = ({ playState, effect }: Animation): boolean =>
  playState === 'running' && Number(effect?.getComputedTiming().endTime) < LONGEST_MS

// A frame is drawn after its callbacks. With it begins what was just shown to move, and WebKit's styles
// follow what was brought to its end.
async function frame(): Promise<void> {
  await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame)
}

/**
 * Brings what moves inside of an element to its end, without waiting for it, and what begins to move
 * thereby. What still fades in has less contrast than it will have.
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
