const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))

/** Waits until the browser has painted what the elements know: first rows, then all rows. */
export async function painted(): Promise<void> {
  for (let frames = 0; frames < 4; frames += 1) await nextFrame()
}
