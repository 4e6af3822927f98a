import { prefersReducedMotion } from '../../internal/motion.js'
import { zoomOf } from '../../internal/zoom.js'
import { EASE_OUT, MOVE_MS } from './toast-motion.js'

/** Below this a movement is the tremble of a click, in pixels. */
const START_PX = 8
/** How far a toast is drawn before letting go takes it away: a part of its width. */
const FAR = 0.35
/** Or how fast, in pixels per millisecond. */
const FAST = 0.5

/** Lets a finger or the mouse draw a toast out sideways. Calls `onAway` when it has let go of it. */
export function swipeable(item: HTMLElement, down: PointerEvent, onAway: () => void): void {
  if (down.button !== 0) return
  const done = new AbortController()
  const { signal } = done
  const listen = (type: string, run: (event: PointerEvent) => void): void =>
    item.addEventListener(type, (event) => run(event as PointerEvent), { signal })
  const zoom = zoomOf(item)
  let dx = 0
  let isDrawn = false

  listen('pointermove', (move) => {
    if (move.pointerId !== down.pointerId) return
    // It was let go of elsewhere.
    if (move.buttons === 0) return done.abort()
    dx = (move.clientX - down.clientX) / zoom
    // Who moves up or down does not mean the toast.
    const isAside = Math.abs(dx) > Math.abs(move.clientY - down.clientY) / zoom
    if (!isDrawn && (Math.abs(dx) < START_PX || !isAside)) return
    // Only now: an earlier capture would take the click from the link.
    if (!isDrawn) item.setPointerCapture(down.pointerId)
    isDrawn = true
    item.style.translate = `${dx}px`
    item.style.opacity = String(1 - Math.min(0.7, Math.abs(dx) / item.offsetWidth))
  })
  const end = (up: PointerEvent): void => {
    if (up.pointerId !== down.pointerId) return
    done.abort()
    if (!isDrawn) return
    refuseClick(item)
    const speed = Math.abs(dx) / Math.max(1, up.timeStamp - down.timeStamp)
    const isAway = Math.abs(dx) > item.offsetWidth * FAR || speed > FAST
    if (up.type === 'pointerup' && isAway) return onAway()
    item.style.translate = ''
    item.style.opacity = ''
    comeBack(item, dx)
  }
  // A mouse would carry the link away instead.
  listen('dragstart', (drag) => drag.preventDefault())
  listen('pointerup', end)
  listen('pointercancel', end)
}

/** Letting go of a drawn toast is no click on it. */
function refuseClick(item: HTMLElement): void {
  const refusing = new AbortController()
  const refuse = (event: Event): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  item.addEventListener('click', refuse, { capture: true, signal: refusing.signal })
  // The click, where there is one, comes before this.
  setTimeout(() => refusing.abort())
}

/** A toast that was not drawn far enough goes back to its place. */
function comeBack(item: HTMLElement, fromX: number): void {
  if (prefersReducedMotion()) return
  item.animate({ translate: [`${fromX}px`, '0'] }, { duration: MOVE_MS, easing: EASE_OUT })
}
