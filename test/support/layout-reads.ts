import { ReactiveElement } from 'lit'
import { vi } from 'vitest'

/** One read that makes the browser compute the styles or the layout at once. */
export interface LayoutRead {
  /** The property or the function, such as `offsetTop`. */
  readonly name: string
  /** Whether an element was being rendered: between the beginning and the end of its update. */
  readonly isRendering: boolean
}

const sides = ['Top', 'Left', 'Width', 'Height']
const boxes = ['client', 'scroll'].flatMap((box) => sides.map((side) => box + side))

/** The getters that make the browser do its layout, by the prototype that has them. */
const getters: readonly (readonly [object, readonly string[]])[] = [
  [Element.prototype, [...boxes, 'currentCSSZoom']],
  [HTMLElement.prototype, [...sides.map((side) => `offset${side}`), 'offsetParent', 'innerText']],
]

/** The functions that make the browser do its layout, or compute the styles. */
const functions: readonly (readonly [object, readonly string[]])[] = [
  [Element.prototype, ['getBoundingClientRect', 'getClientRects', 'checkVisibility']],
  [window, ['getComputedStyle']],
]

let observing = 0

// A `ResizeObserver` calls back when the layout is done, so what it reads costs no layout.
globalThis.ResizeObserver = class extends ResizeObserver {
  constructor(handle: ResizeObserverCallback) {
    super((...values) => {
      observing += 1
      try {
        handle(...values)
      } finally {
        observing -= 1
      }
    })
  }
}

/**
 * Notes from now on each read that makes the browser compute the styles or the layout at once. The
 * end of the test, which restores all mocks, ends it.
 */
export function noteLayoutReads(): LayoutRead[] {
  const read: LayoutRead[] = []
  const note = noteOf(read)
  for (const [owner, names] of getters)
    for (const name of names) {
      const original = Object.getOwnPropertyDescriptor(owner, name)
      if (!original?.get) continue
      const { get } = original
      vi.spyOn(owner as Record<string, unknown>, name, 'get').mockImplementation(function (
        this: unknown,
      ) {
        note(name)
        return Reflect.apply(get, this, []) as unknown
      })
    }
  for (const [owner, names] of functions)
    for (const name of names) {
      const original = Reflect.get(owner, name) as ((...values: unknown[]) => unknown) | undefined
      if (!original) continue
      const count = function (this: unknown, ...values: unknown[]): unknown {
        note(name)
        return Reflect.apply(original, this ?? window, values)
      }
      vi.spyOn(owner as Record<string, typeof count>, name).mockImplementation(count)
    }
  return read
}

/** Returns a function that notes a read by its name. */
function noteOf(read: LayoutRead[]): (name: string) => void {
  let rendering = 0
  const prototype = ReactiveElement.prototype as unknown as { performUpdate(): unknown }
  const { performUpdate } = prototype
  vi.spyOn(prototype, 'performUpdate').mockImplementation(function (this: unknown) {
    rendering += 1
    try {
      return Reflect.apply(performUpdate, this, [])
    } finally {
      rendering -= 1
    }
  })
  return (name) => {
    if (observing === 0) read.push({ name, isRendering: rendering > 0 })
  }
}
