import { nextFrame, whenIdle } from '../../internal/frames.js'

/** The least time between two renderings of a closed panel, in milliseconds. */
const CLOSED_EVERY_MS = 500
/** An open panel rests this many times as long as its last rendering took. */
const REST = 3
/** The time between two frames, in milliseconds. */
const FRAME_MS = 16

/**
 * The pace of a panel's renderings. A closed panel renders when the page has nothing to do. An open
 * one renders at most once a frame, and in a burst less often, so that the page can respond.
 */
export class RenderPace {
  /** When an open panel may render again, by `performance.now()`. */
  #restsUntil = 0
  /** The number of frames until then. */
  #restFrames = 0
  /** Ends the wait for an idle page. */
  #wake = (): void => {}

  /** Lets the next rendering begin without a wait. */
  hurry(): void {
    this.#restFrames = 0
    this.#wake()
  }

  /** Waits until a closed panel may render: it has rendered before if `hasRendered`. */
  async whileClosed(hasRendered: boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      setTimeout(whenIdle, hasRendered ? CLOSED_EVERY_MS : 0, resolve)
    })
  }

  /** Waits until an open panel may render. */
  async rest(): Promise<void> {
    for (let frames = this.#restFrames; frames > 0 && this.#isResting; frames -= 1)
      await nextFrame()
  }

  /** Renders, and decides how long to rest afterwards. */
  measure(render: () => void): void {
    const startedAt = performance.now()
    render()
    const endedAt = performance.now()
    const restMs = REST * (endedAt - startedAt)
    this.#restsUntil = endedAt + restMs
    this.#restFrames = Math.floor(restMs / FRAME_MS)
  }

  get #isResting(): boolean {
    return this.#restFrames > 0 && performance.now() < this.#restsUntil
  }
}
