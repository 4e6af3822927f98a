import { EASE_OUT, prefersReducedMotion } from '../../../internal/motion.js'
import { measuredZoomOf } from '../../../internal/zoom.js'
import type { ListController } from './list-controller.js'

/** A panel whose rows move when others come or go. */
export interface MovingPanel extends HTMLElement {
  readonly list: ListController
  /** The element in which the list is scrolled. */
  readonly scroller: HTMLElement | null
}

/** The box of a row or a heading, in pixels from the beginning of the list. */
interface Box {
  readonly id: string | undefined
  readonly top: number
  readonly left: number
  readonly width: number
  readonly height: number
}

/** The boxes in sight, by their elements, from top to bottom. */
type Boxes = ReadonlyMap<HTMLElement, Box>

const LEAVE_MS = 160
const MOVE_MS = 180
const ARRIVE_MS = 220
/** Changes that follow each other faster than this are a burst, in milliseconds. Nothing moves then. */
const BURST_MS = 100
/** The places are read again when nothing has changed for this long, in milliseconds. */
const REST_MS = 300
/** More rows than this come and go without movement. */
const MANY = 8

/**
 * Lets the rows of a list leave, move and arrive visibly.
 *
 * Their places are read by a `ResizeObserver`, which runs between the layout and the paint of a frame:
 * reading them there makes the browser do no layout of its own. It does not observe the list itself,
 * whose size follows the rows that scroll into sight, but a small element that is resized when the
 * places are wanted. In a burst nothing is read.
 */
export class RowMotion {
  readonly #panel: MovingPanel
  readonly #trigger = document.createElement('span')
  readonly #observer: ResizeObserver | undefined
  /** The boxes as they were read last; empty if they are not known. */
  #boxes: Boxes = new Map()
  #ids: readonly string[] = []
  #query: AbortSignal | undefined
  #changedAt = -Infinity
  #resting: ReturnType<typeof setTimeout> | undefined
  /** Called with the boxes before and the place in sight, when the boxes were read. */
  #afterReading: ((before: Boxes, edge: number) => void) | undefined

  constructor(panel: MovingPanel, signal: AbortSignal) {
    this.#panel = panel
    // Test environments without a browser have no `ResizeObserver`.
    if (!globalThis.ResizeObserver) return
    this.#trigger.className = 'trigger'
    panel.append(this.#trigger)
    this.#observer = new ResizeObserver(() => this.#read())
    this.#observer.observe(this.#trigger)
    signal.addEventListener('abort', () => {
      clearTimeout(this.#resting)
      this.#observer?.disconnect()
      this.#trigger.remove()
    })
  }

  /** Follows the rows that the last render has shown. Call it after each render. */
  update(): void {
    const { query, shown } = this.#panel.list
    const ids = shown.rows.map(({ id }) => id)
    const isSameQuery = query === this.#query
    if (isSameQuery && isSame(ids, this.#ids)) return
    const now = performance.now()
    const isBurst = now - this.#changedAt <= BURST_MS
    const idsBefore = new Set(this.#ids)
    // With another filter or search, or in a panel that was closed, there is nothing to follow.
    const isFollowed = isSameQuery && this.#boxes.size > 0 && !isBurst
    this.#ids = ids
    this.#query = query
    this.#changedAt = now
    if (isFollowed) this.#wantBoxes((before, edge) => this.#animate(before, idsBefore, edge))
    else this.#readLater()
  }

  /** Reads the boxes when nothing has changed for a while. */
  #readLater(): void {
    this.#boxes = new Map()
    this.#afterReading = undefined
    clearTimeout(this.#resting)
    this.#resting = setTimeout(() => this.#wantBoxes(() => {}), REST_MS)
  }

  /** Lets the boxes be read after the next layout. */
  #wantBoxes(then: (before: Boxes, edge: number) => void): void {
    this.#afterReading = then
    this.#trigger.classList.toggle('wide')
  }

  #read(): void {
    const list = this.#panel.querySelector<HTMLElement>('.list')
    const then = this.#afterReading
    this.#afterReading = undefined
    if (!then || !list || list.offsetHeight === 0) return
    const before = this.#boxes
    const edge = this.#readEdge(list)
    this.#boxes = readBoxes(list, edge)
    then(before, edge)
  }

  #animate(before: Boxes, idsBefore: ReadonlySet<string>, edge: number): void {
    const ids = new Set(this.#ids)
    const isGone = (row: HTMLElement, { id }: Box): boolean =>
      id !== undefined && !row.isConnected && !ids.has(id)
    const gone = [...before].filter(([row, box]) => isGone(row, box))
    const lowest = Math.max(
      ...[...this.#boxes].map(([row, { top }]) => (before.has(row) ? top : -1)),
    )
    // Rows below all others are older ones that were loaded.
    const arriving = [...this.#boxes].filter(
      ([, { id, top }]) => id !== undefined && !idsBefore.has(id) && top < lowest,
    )
    const count = gone.length + arriving.length
    if (count === 0 || count > MANY) return
    // While the beginning of the list is out of sight, the browser keeps the first row in place.
    const anchor = [...this.#boxes.keys()].find((row) => before.has(row))
    const shift = edge > 0 && anchor ? topOf(this.#boxes, anchor) - topOf(before, anchor) : 0
    for (const [row, box] of gone) this.#leave(row, { ...box, top: box.top + shift })
    for (const [row] of arriving) arrive(row)
    if (!prefersReducedMotion()) this.#move(before, shift, new Set(arriving.map(([row]) => row)))
  }

  /** Moves the other rows and the headings from their former places. */
  #move(before: Boxes, shift: number, arriving: ReadonlySet<HTMLElement>): void {
    let moved = 0
    for (const [element, { top }] of this.#boxes) {
      if (arriving.has(element)) continue
      // One that was out of sight has moved as far as the one above it.
      moved = (before.get(element)?.top ?? top + moved - shift) + shift - top
      if (moved !== 0)
        element.animate(
          { translate: [`0 ${moved}px`, '0 0'] },
          { duration: MOVE_MS, easing: EASE_OUT },
        )
    }
  }

  /** Shows a copy of a removed row that fades and closes. */
  #leave(row: HTMLElement, { top, left, width, height }: Box): void {
    const copy = row.cloneNode(true) as HTMLElement
    copy.removeAttribute('data-id')
    copy.removeAttribute('role')
    const ghost = document.createElement('div')
    ghost.className = 'ghost'
    ghost.inert = true
    const [x, y, inlineSize, blockSize] = [left, top, width, height].map((value) => `${value}px`)
    Object.assign(ghost.style, { left: x, top: y, inlineSize, blockSize })
    ghost.append(copy)
    this.#panel.querySelector('.list')?.append(ghost)
    const closes = !prefersReducedMotion() && { blockSize: '0px' }
    const animation = ghost.animate(
      { opacity: 0, ...closes },
      { duration: LEAVE_MS, easing: 'ease-in' },
    )
    const remove = (): void => ghost.remove()
    animation.finished.then(remove, remove)
  }

  /** Reads where in the list the part in sight begins; negative if all of the list is below that. */
  #readEdge(list: HTMLElement): number {
    const { top } = list.getBoundingClientRect()
    const scrollerTop = this.#panel.scroller?.getBoundingClientRect().top ?? 0
    return (Math.max(0, scrollerTop) - top) / measuredZoomOf(list)
  }
}

function readBoxes(list: HTMLElement, edge: number): Boxes {
  const boxes = new Map<HTMLElement, Box>()
  const end = edge + innerHeight
  for (const element of list.querySelectorAll<HTMLElement>('.row[data-id], .day')) {
    const { offsetTop: top, offsetHeight: height } = element
    if (top > end) break
    if (top + height <= edge) continue
    const { offsetLeft: left, offsetWidth: width, dataset } = element
    boxes.set(element, { id: dataset['id'], top, left, width, height })
  }
  return boxes
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index])

const topOf = (boxes: Boxes, element: HTMLElement): number => boxes.get(element)?.top ?? 0

function arrive(row: HTMLElement): void {
  const falls = !prefersReducedMotion() && { translate: ['0 -8px', '0 0'] }
  row.animate({ opacity: [0, 1], ...falls }, { duration: ARRIVE_MS, easing: EASE_OUT })
}
