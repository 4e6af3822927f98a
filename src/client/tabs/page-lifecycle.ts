import type { Connection } from '../connection/connection.js'
import { createStopwatch } from '../stopwatch.js'
import type { TabEnvironment } from './tab-environment.js'

/**
 * The time after which a hidden page closes its connection, in milliseconds. It is shorter on
 * phones, where a connection costs battery.
 */
const PARK_AFTER_MS = 600_000
const PARK_TOUCH_AFTER_MS = 30_000
/**
 * The interval between two checks of the clocks, in milliseconds. If the clocks advance by
 * `SLEPT_MS` more than this between two checks, the machine has slept or its clock was set.
 */
const LOOK_EVERY_MS = 2_000
const SLEPT_MS = 30_000

/**
 * Connects and disconnects with the lifecycle of the page. The connection closes when the page
 * enters the back/forward cache, because an open connection would keep the page out of the cache.
 * It opens again as soon as the page, its visibility or the network is back.
 *
 * @param keepsHidden Whether a hidden page stays connected without a time limit.
 */
export function watchPageLifecycle(
  connection: Connection,
  tab: TabEnvironment,
  keepsHidden: boolean,
  signal: AbortSignal,
): void {
  let parking: ReturnType<typeof setTimeout> | undefined
  const on = (type: string, listener: (event: Event) => void): void =>
    // Listeners use the capture phase, because some of these events do not bubble to the window.
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
  // A page that has just loaded has missed no change.
  on('pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) wake()
  })
  for (const type of ['pagehide', 'freeze']) on(type, pause)
  on('offline', () => connection.replace())
  on('online', () => connection.probe())
  on('visibilitychange', () => (tab.isVisible() ? wake() : lookAway()))
  if (!tab.isVisible()) lookAway()

  let elapsedMs = createStopwatch()
  const looking = setInterval(() => {
    const sleptMs = elapsedMs() - LOOK_EVERY_MS
    elapsedMs = createStopwatch()
    // The browser slows the timers of a hidden page down, so a jump there does not mean that the
    // machine slept.
    if (sleptMs > SLEPT_MS && tab.isVisible()) wake()
  }, LOOK_EVERY_MS)
  signal.addEventListener('abort', () => {
    clearInterval(looking)
    clearTimeout(parking)
  })
}
