import { zoomOf } from './zoom.js'

/** A shorter movement counts as part of a click, in pixels. */
const START_PX = 8

/** What a swipe does while it lasts, and when it ends. */
export interface SwipeHandlers {
  /** Called for each movement with the distance from the beginning, in pixels to the right. */
  readonly onMove: (dx: number) => void
  /**
   * Called at the end. The speed is in pixels per millisecond. `isReleased` is `false` if the browser
   * has taken the pointer, for example to scroll.
   */
  readonly onEnd: (dx: number, speed: number, isReleased: boolean) => void
}

/**
 * Follows a finger or the mouse that moves sideways over an element. A movement up or down is no
 * swipe. The click after a swipe is suppressed.
 *
 * @param down - the `pointerdown` event with which the movement may begin
 */
export function followSwipe(
  item: HTMLElement,
  down: PointerEvent,
  { onMove, onEnd }: SwipeHandlers,
): void {
  if (down.button !== 0) return
  const done = new AbortController()
  const { signal } = done
  const listen = (type: string, run: (event: PointerEvent) => void): void =>
    item.addEventListener(type, (event) => run(event as PointerEvent), { signal })
  const zoom = zoomOf(item)
  let dx = 0
  let isSwiped = false

  listen('pointermove', (move) => {
    if (move.pointerId !== down.pointerId) return
    // The button was released outside the element.
    if (move.buttons === 0) return done.abort()
    dx = (move.clientX - down.clientX) / zoom
    // A movement up or down scrolls and is no swipe.
    const isAside = Math.abs(dx) > Math.abs(move.clientY - down.clientY) / zoom
    if (!isSwiped && (Math.abs(dx) < START_PX || !isAside)) return
    // Capture the pointer only now: an earlier capture would take the click from the link.
    if (!isSwiped) item.setPointerCapture(down.pointerId)
    isSwiped = true
    onMove(dx)
  })
  const end = (up: PointerEvent): void => {
    if (up.pointerId !== down.pointerId) return
    done.abort()
    if (!isSwiped) return
    refuseClick(item)
    const speed = Math.abs(dx) / Math.max(1, up.timeStamp - down.timeStamp)
    onEnd(dx, speed, up.type === 'pointerup')
  }
  // Without this, a mouse would drag the link instead.
  listen('dragstart', (drag) => drag.preventDefault())
  listen('pointerup', end)
  listen('pointercancel', end)
}

/** Suppresses the click that follows the release of a swiped element. */
function refuseClick(item: HTMLElement): void {
  const refusing = new AbortController()
  const refuse = (event: Event): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  item.addEventListener('click', refuse, { capture: true, signal: refusing.signal })
  // If there is a click, the browser dispatches it before this timer.
  setTimeout(() => refusing.abort())
}
