import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { chime } from '../../src/internal/chime.js'
import { alone, cards, eventually, moments } from '../support/toasts.js'

/** When each note ends, in seconds from now. */
const notes: number[] = []
let contexts = 0

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
    notes.push(at)
  }
}

beforeEach(() => {
  notes.length = 0
  vi.stubGlobal(
    'AudioContext',
    class {
      readonly currentTime = 0
      constructor() {
        contexts += 1
      }
    },
  )
  vi.stubGlobal('OscillatorNode', Node)
  vi.stubGlobal('GainNode', Node)
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  Reflect.deleteProperty(navigator, 'userActivation')
})

const use = (hasBeenActive: boolean) =>
  Object.defineProperty(navigator, 'userActivation', {
    value: { hasBeenActive },
    configurable: true,
  })

it('is silent before the page was used', () => {
  use(false)
  chime()
  expect(contexts).toBe(0)
})

it('is one short sound, from one context', () => {
  use(true)
  chime()
  expect(Math.max(...notes)).toBeLessThan(0.6)
  chime()
  expect(contexts).toBe(1)
})

it('is off until somebody wants it, and then sounds once for a toast', async () => {
  use(true)
  const toasts = await alone()
  toasts.celebrate(moments.points)
  await eventually(() => cards(toasts).length === 1)
  toasts.sound = 'on'
  toasts.celebrate(moments.boost)
  await eventually(() => notes.length > 0)
  expect(cards(toasts)).toHaveLength(2)
  expect(notes).toHaveLength(2)
})
