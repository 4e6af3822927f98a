import type { ReactiveController } from 'lit'
import { createArrivals } from '../../client/arrivals.js'
import { serverNow } from '../../client/clock-skew.js'
import type { Inbox } from '../../client/create-inbox.js'
import type { Row } from '../../protocol/notification.js'
import { isUnseen } from '../../protocol/visibility.js'
import type { Confirmed } from '../../store/state.js'
import { isFresh } from './fresh.js'
import type { ToastHost } from './toast-host.js'
import type { Toaster } from './toaster.js'

/** Calls a function with the toaster, once the code of the toaster is loaded. */
export type UseToaster = (act: (toaster: Toaster) => void) => void

/**
 * Watches an inbox for rows that toasts may celebrate: rows that arrive, and rows of a full state
 * that are so new that the page before this one may not have shown them. The toaster is loaded only
 * for such rows. Call it once for each element; a second call would celebrate everything twice.
 *
 * @param first The first state that the element was rendered with.
 */
export function watchCelebrations(
  host: ToastHost,
  first: Confirmed | null | undefined,
  use: UseToaster,
): void {
  host.addController(new CelebrationWatch(host, first, use))
  host.requestUpdate()
}

class CelebrationWatch implements ReactiveController {
  readonly #host: ToastHost
  readonly #use: UseToaster
  readonly #arrivals = createArrivals()
  /** The base of the full state whose rows were checked last. */
  #base: string | undefined

  constructor(host: ToastHost, first: Confirmed | null | undefined, use: UseToaster) {
    this.#host = host
    this.#use = use
    // Rows that arrived while this code was loading count as arrivals, not as rows of the first
    // state.
    this.#arrivals(first)
  }

  hostUpdated(): void {
    const { inbox, gamification, isConnected } = this.#host
    const confirmed = inbox?.internals.$confirmed.get()
    const arrived = this.#arrivals(confirmed)
    if (!inbox || !confirmed || !isConnected) return
    const found = this.#base === confirmed.base ? [] : foundIn(confirmed, inbox)
    this.#base = confirmed.base
    // An element that celebrates nothing must not claim rows that another tab could celebrate.
    if (gamification === 'off') return
    const isNew = (row: Row): boolean => !arrived.some(({ id }) => id === row.id)
    if (found.some(isNew)) this.#use((toaster) => void toaster.find(inbox, found.filter(isNew)))
    if (arrived.length > 0) this.#use((toaster) => void toaster.receive(inbox, arrived))
  }
}

/**
 * The rows of a full state that were created within `FRESH_MS` and that the member has not seen.
 */
const foundIn = ({ features, head, rows }: Confirmed, inbox: Inbox): Row[] =>
  features.gamification
    ? [...rows.values()].filter((row) => isFresh(row, serverNow(inbox)) && isUnseen(row, head))
    : []
