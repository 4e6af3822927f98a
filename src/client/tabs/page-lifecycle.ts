import type { Connection } from '../connection/connection.js'
import { createStopwatch } from '../stopwatch.js'
import type { TabEnvironment } from './tab-environment.js'

/**
 * How long a hidden page keeps its connection, in milliseconds; shorter on phones, where a connection
 * costs battery.
 */
const PARK_AFTER_MS = 600_000
const PARK_TOUCH_AFTER_MS = 30_000
/** A clock that jumps by so much between two looks belongs to a machine that slept, or was set. */
const LOOK_EVERY_MS = 2_000
const SLEPT_MS = 30_000

/**
 * Ties a connection to the life of the page: gone with the page into the back/forward cache, which
 * an open connection would keep it out of, and back at once when the page, its visibility or the
 * network is.
 *
 * @param keepsHidden Whether a page that nobody sees stays connected for good.
 */
export function watchPageLifecycle(
  connection: Connection,
  tab: TabEnvironment,
  keepsHidden: boolean,
  signal: AbortSignal,
): void {
  let parking: ReturnType<typeof setTimeout> | undefined
  const on = (type: string, listener: (event: Event) => void): void =>
    // Captured, because not all of these bubble up to the window.
    tab.events.addEventListener(type, listener, { signal, capture: true })
  const wake = (): void => {
    clearTimeout(parking)
    connection.wake()
  }
  const pause = (): void => connection.pause()
  const lookAway = (): void => {
    if (keepsHidden) return
    parking = setTimeout(pause, tab.isTouch ? PARK_TOUCH_AFTER_MS : PARK_AFTER_MS)
  }

  for (const type of ['online', 'resume']) on(type, wake)
  // A page that has just loaded has missed nothing.
  on('pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) wake()
  })
  for (const type of ['pagehide', 'freeze']) on(type, pause)
  on('offline', () => connection.check())
  on('online', () => connection.probe())
  on('visibilitychange', () => (tab.isVisible() ? wake() : lookAway()))
  if (!tab.isVisible()) lookAway()

  let elapsedMs = createStopwatch()
  const looking = setInterval(() => {
    const sleptMs = elapsedMs() - LOOK_EVERY_MS
    elapsedMs = createStopwatch()
    // Timers of a hidden page are slowed down: there a jump says nothing.
    if (sleptMs > SLEPT_MS && tab.isVisible()) wake()
  }, LOOK_EVERY_MS)
  signal.addEventListener('abort', () => {
    clearInterval(looking)
    clearTimeout(parking)
  })
}
