import { vi } from 'vitest'

/** What a page was heard to play. */
export interface Heard {
  /** When each note ends, in seconds by the clock of its context. */
  readonly notes: number[]
  /** How many contexts were made. */
  contexts: number
  /** Lets time pass, in seconds. */
  wait(seconds: number): void
}

let now = 0

/** Listens in the place of the loudspeakers. The page was used, as far as sounds are concerned, or not. */
export function listen(hasBeenActive: boolean): Heard {
  const heard: Heard = { notes: [], contexts: 0, wait: (seconds) => void (now += seconds) }
  // Whatever was heard in another test is over.
  now += 60
  class Node {
    readonly gain = {
      setValueAtTime: () => {},
      linearRampToValueAtTime: () => {},
      exponentialRampToValueAtTime: () => {},
    }
    connect(other: unknown) {
      return other
    }
    start() {}
    stop(at: number) {
      heard.notes.push(at - now)
    }
  }
  vi.stubGlobal(
    'AudioContext',
    class {
      constructor() {
        heard.contexts += 1
      }
      get currentTime() {
        return now
      }
    },
  )
  vi.stubGlobal('OscillatorNode', Node)
  vi.stubGlobal('GainNode', Node)
  Object.defineProperty(navigator, 'userActivation', {
    value: { hasBeenActive },
    configurable: true,
  })
  return heard
}

/** Ends {@link listen}. */
export function stopListening(): void {
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'userActivation')
}
