import type { Thread, VirtualTime } from '../clock/virtual-time.js'

/** The ways to ask that a network may treat differently. */
export type Kind = 'state' | 'page' | 'commands' | 'stream' | 'socket' | 'sync'

/** How a network blocks one kind of request: it fails at once, or never gets an answer. */
export type Block = 'refused' | 'mute'

/** A fault of one frame on its way. `hold` lets the next frame overtake it. */
export type FrameFault = 'drop' | 'double' | 'corrupt' | 'hold'

/** Something that a page began, as a test looks at it afterwards. */
export interface Attempt {
  readonly page: Thread
  readonly kind: Kind
  /** When it began, in true time. */
  readonly at: number
  readonly token: string | null
  /** When it ended; `null` while it is open. */
  endedAt: number | null
  /** Whether the page got an answer, or a connection its first frame. */
  isAnswered: boolean
}

/** One machine's way to the server, and what is wrong with it. */
export class Link {
  latencyMs = 20
  /** `refused` fails at once; `dead` drops everything without an error. */
  state: 'fine' | 'refused' | 'dead' = 'fine'
  /** Whether requests arrive while answers and frames do not. */
  isDeaf = false
  readonly blocks = new Map<Kind, Block>()
  /** The faults of the next frames, in order. */
  readonly frameFaults: FrameFault[] = []
  /** How many of the next answers get lost, with the connection. */
  answersToLose = 0
  readonly attempts: Attempt[] = []
  /** All that can be cut. */
  readonly open = new Set<Wire>()

  constructor(readonly time: VirtualTime) {}

  /** Every connection breaks, and both ends are told. */
  cut(): void {
    for (const wire of this.open) wire.break()
  }
}

/** One connection between a page and the server: what is sent on it arrives in order, or never. */
export class Wire {
  /** Something on it got lost: it will never come through again. */
  #isDoomed = false
  #isOver = false
  #lastUp = 0
  #lastDown = 0

  /**
   * @param page The page's end, and how it learns of a break.
   * @param onServerEnd How the server learns that the page's end is gone.
   */
  constructor(
    readonly link: Link,
    readonly page: Thread,
    readonly onPageEnd: () => void,
    readonly onServerEnd: () => void,
  ) {
    link.open.add(this)
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** Whether it is open on the page's end, and nothing comes through it any more. */
  get isHalfOpen(): boolean {
    return this.#isDoomed && !this.#isOver && this.page.state !== 'ended'
  }

  /** Nothing comes through from now on. */
  doom(): void {
    this.#isDoomed = true
  }

  /** Carries something to the server. */
  up(run: () => void): void {
    if (this.#swallows(false)) return
    const { time, latencyMs } = this.link
    this.#lastUp = Math.max(this.#lastUp, time.now + latencyMs)
    time.post(time.world, run, this.#lastUp - time.now)
  }

  /** Carries something to the page. */
  down(run: () => void): void {
    if (this.#isOver || this.#swallows(true)) return
    const { time, latencyMs } = this.link
    this.#lastDown = Math.max(this.#lastDown, time.now + latencyMs)
    const arrive = (): void => {
      if (!this.#isOver) run()
    }
    time.post(this.page, arrive, this.#lastDown - time.now)
  }

  /** The page ends it. */
  close(): void {
    if (this.#isOver) return
    this.#finish()
    this.up(this.onServerEnd)
  }

  /** It is over for both, and both know. */
  finish(): void {
    this.#finish()
  }

  /** It breaks: both ends are told. */
  break(): void {
    if (this.#isOver) return
    this.down(() => {
      this.#finish()
      this.onPageEnd()
    })
    this.up(this.onServerEnd)
  }

  #finish(): void {
    this.#isOver = true
    this.link.open.delete(this)
  }

  #swallows(isDown: boolean): boolean {
    this.#isDoomed ||= this.link.state === 'dead' || (isDown && this.link.isDeaf)
    return this.#isDoomed
  }
}
