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
 * A `ResizeObserver` reads their places. It runs between the layout and the paint of a frame, so
 * reading them makes the browser do no layout of its own. In a burst nothing is read.
 */
export class RowMotion {
  readonly #panel: MovingPanel
  readonly #observer: ResizeObserver | undefined
  #list: HTMLElement | null = null
  /** The boxes as they were read last; empty if they are not known. */
  #boxes: Boxes = new Map()
  #ids: ReadonlySet<string> = new Set()
  #query: AbortSignal | undefined
  #changedAt = -Infinity
  #resting: ReturnType<typeof setTimeout> | undefined
  #isAtRest = false

  constructor(panel: MovingPanel, signal: AbortSignal) {
    this.#panel = panel
    // Test environments without a browser have no `ResizeObserver`.
    if (!globalThis.ResizeObserver) return
    this.#observer = new ResizeObserver(() => this.#handle())
    signal.addEventListener('abort', () => {
      clearTimeout(this.#resting)
      this.#observer?.disconnect()
    })
  }

  /** Follows the list that the last render has shown. */
  update(): void {
    const list = this.#panel.querySelector<HTMLElement>('.list')
    if (list === this.#list) return
    this.#list = list
    this.#boxes = new Map()
    this.#observer?.disconnect()
    if (list) this.#observer?.observe(list)
  }

  #handle(): void {
    const { query, shown } = this.#panel.list
    const [before, idsBefore] = [this.#boxes, this.#ids]
    const now = performance.now()
    const isBurst = now - this.#changedAt <= BURST_MS
    // With another filter or search, or in a panel that was closed, there is nothing to follow.
    const isFollowed = before.size > 0 && query === this.#query && !isBurst
    const edge = isFollowed || this.#isAtRest ? this.#readEdge() : undefined
    this.#boxes = edge === undefined ? new Map() : this.#readBoxes(edge)
    this.#ids = new Set(shown.rows.map(({ id }) => id))
    this.#query = query
    if (this.#isAtRest) this.#isAtRest = false
    else {
      this.#changedAt = now
      if (isFollowed && edge !== undefined) this.#animate(before, idsBefore, edge)
      else this.#readLater()
    }
  }

  /** Reads the boxes when nothing changes for a while. */
  #readLater(): void {
    clearTimeout(this.#resting)
    this.#resting = setTimeout(() => {
      if (!this.#list?.isConnected) return
      this.#isAtRest = true
      // The observer answers in the next frame, after its layout.
      this.#observer?.unobserve(this.#list)
      this.#observer?.observe(this.#list)
    }, REST_MS)
  }

  #animate(before: Boxes, idsBefore: ReadonlySet<string>, edge: number): void {
    const isGone = (row: HTMLElement, { id }: Box): boolean =>
      id !== undefined && !row.isConnected && !this.#ids.has(id)
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
    this.#list?.append(ghost)
    const closes = !prefersReducedMotion() && { blockSize: '0px' }
    const animation = ghost.animate(
      { opacity: 0, ...closes },
      { duration: LEAVE_MS, easing: 'ease-in' },
    )
    const remove = (): void => ghost.remove()
    animation.finished.then(remove, remove)
  }

  #readBoxes(edge: number): Boxes {
    const boxes = new Map<HTMLElement, Box>()
    const end = edge + innerHeight
    const found = this.#list?.querySelectorAll<HTMLElement>('.row[data-id], .day') ?? []
    for (const element of found) {
      const { offsetTop: top, offsetHeight: height } = element
      if (top > end) break
      if (top + height <= edge) continue
      const { offsetLeft: left, offsetWidth: width, dataset } = element
      boxes.set(element, { id: dataset['id'], top, left, width, height })
    }
    return boxes
  }

  /** Reads where in the list the part in sight begins; negative if all of the list is below that. */
  #readEdge(): number {
    const list = this.#list
    if (!list) return 0
    const { top } = list.getBoundingClientRect()
    const scrollerTop = this.#panel.scroller?.getBoundingClientRect().top ?? 0
    return (Math.max(0, scrollerTop) - top) / measuredZoomOf(list)
  }
}

const topOf = (boxes: Boxes, element: HTMLElement): number => boxes.get(element)?.top ?? 0

function arrive(row: HTMLElement): void {
  const falls = !prefersReducedMotion() && { translate: ['0 -8px', '0 0'] }
  row.animate({ opacity: [0, 1], ...falls }, { duration: ARRIVE_MS, easing: EASE_OUT })
}
