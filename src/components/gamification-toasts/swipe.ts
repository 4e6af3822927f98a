import { EASE_OUT, prefersReducedMotion } from '../../internal/motion.js'
import { zoomOf } from '../../internal/zoom.js'
import { MOVE_MS } from './toast-motion.js'

/** A shorter movement counts as part of a click, in pixels. */
const START_PX = 8
/** The distance after which a released toast is dismissed, as a fraction of its width. */
const FAR = 0.35
/** The speed above which a released toast is dismissed, in pixels per millisecond. */
const FAST = 0.5

/**
 * Lets the member swipe a toast sideways with a finger or the mouse. Calls `onAway` when the toast
 * is released far or fast enough to be dismissed.
 */
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
    // The button was released outside the toast.
    if (move.buttons === 0) return done.abort()
    dx = (move.clientX - down.clientX) / zoom
    // A movement up or down scrolls and is no swipe.
    const isAside = Math.abs(dx) > Math.abs(move.clientY - down.clientY) / zoom
    if (!isDrawn && (Math.abs(dx) < START_PX || !isAside)) return
    // Capture the pointer only now: an earlier capture would take the click from the link.
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
  // Without this, a mouse would drag the link instead.
  listen('dragstart', (drag) => drag.preventDefault())
  listen('pointerup', end)
  listen('pointercancel', end)
}

/** Suppresses the click that follows the release of a swiped toast. */
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

/** Moves a toast that was not swiped far enough back to its place. */
function comeBack(item: HTMLElement, fromX: number): void {
  if (prefersReducedMotion()) return
  item.animate({ translate: [`${fromX}px`, '0'] }, { duration: MOVE_MS, easing: EASE_OUT })
}
