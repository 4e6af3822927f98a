import { atom, computed, type ReadableAtom, type WritableAtom } from 'nanostores'
import type { Command, Counts, Features, Frame } from '../protocol/index.js'
import type { View } from './fold.js'
import { createListing, type InboxNotification } from './listing.js'
import type { Outcome, Received } from './receive-snapshot.js'
import { initialState, type Confirmed, type InboxState } from './state.js'

/**
 * How the page is joined to the server.
 *
 * - `connecting`: not joined yet
 * - `live`: changes arrive as they happen
 * - `degraded`: changes arrive, but late
 * - `offline`: out of reach; trying
 * - `unauthorized`: the token was refused; waiting for another
 * - `closed`: by the page
 */
export type ConnectionStatus =
  'connecting' | 'live' | 'degraded' | 'offline' | 'unauthorized' | 'closed'

/** What can be taken back. */
export type UndoableAction = 'remove' | 'read-all' | 'clear-read' | 'clear-all'

/** The last action, for as long as it can be taken back. */
export interface Undoable {
  readonly action: UndoableAction
  /** The ids of its commands, in the order of acting. */
  readonly commands: readonly string[]
}

/** What the server would not take: it is gone from the page. */
export interface Refusal {
  /** The last of it. */
  readonly action: Command['type']
  /** Why: `epoch`, `superseded`, `expired`, `not-found` or `rejected`. */
  readonly code: string
  /** All of it, in the order of acting. */
  readonly commands: readonly Command[]
}

/** Everything that is true of one inbox. Reads only; the client writes. */
export interface InboxAtoms {
  /** Whether the first state has arrived. */
  readonly $isReady: ReadableAtom<boolean>
  /** The loaded notifications, newest first. */
  readonly $notifications: ReadableAtom<readonly InboxNotification[]>
  /** All zero until the first state arrived. */
  readonly $counts: ReadableAtom<Counts>
  /** Whether there are older notifications to load. */
  readonly $hasOlder: ReadableAtom<boolean>
  /** All off until the first state arrived. */
  readonly $features: ReadableAtom<Features>
  readonly $status: ReadableAtom<ConnectionStatus>
  /** What the member did last, while it can be taken back. */
  readonly $undoable: ReadableAtom<Undoable | null>
  /** What the server refused, until the member acts again. */
  readonly $refused: ReadableAtom<Refusal | null>
  /** Whether what the member does outlives the page until the server has it. */
  readonly $isDurable: ReadableAtom<boolean>
  /** Whether something that the member did waits to be sent, for longer than a moment. */
  readonly $isWaiting: ReadableAtom<boolean>
  /** The milliseconds that the server's clock is ahead of this machine's. */
  readonly $clockSkewMs: ReadableAtom<number>
}

/** Acts pending commands out on the confirmed state. */
export type Fold = (state: InboxState) => View | null

/** The state of one inbox. Holds no clock, no network and no DOM: whoever calls brings those. */
export interface InboxStore extends InboxAtoms {
  /** The one writable truth, for the client and for tests. */
  readonly $state: ReadableAtom<InboxState>
  /** The part of the state that the server has confirmed. */
  readonly $confirmed: ReadableAtom<Confirmed | null>
  /** The confirmed state with what is pending acted out on it. */
  readonly $view: ReadableAtom<View | null>
  readonly $status: WritableAtom<ConnectionStatus>
  readonly $undoable: WritableAtom<Undoable | null>
  readonly $refused: WritableAtom<Refusal | null>
  readonly $isDurable: WritableAtom<boolean>
  readonly $isWaiting: WritableAtom<boolean>
  readonly $clockSkewMs: WritableAtom<number>

  /**
   * Folds a frame in. Idempotent. `receive` comes with the call because the first paint knows only
   * `receiveSnapshot`; the rest loads with the engine.
   */
  apply<F extends Frame>(frame: F, receive: (state: InboxState, frame: F) => Received): Outcome
  /** Puts another state in its place. */
  update(change: (state: InboxState) => InboxState): void
  /**
   * Shows pending commands from now on. Apart from the rest because nothing is pending before the
   * first paint.
   */
  foldWith(fold: Fold): void
}

const confirmedOnly: Fold = ({ confirmed }) => confirmed
const noCounts: Counts = { unread: 0, unreadByCategory: {}, unseen: 0 }
const noFeatures: Features = { gamification: false }

/** Makes the state of one inbox. */
export function createInboxStore(): InboxStore {
  const $state = atom<InboxState>(initialState)
  const $status = atom<ConnectionStatus>('connecting')
  const $undoable = atom<Undoable | null>(null)
  const $refused = atom<Refusal | null>(null)
  const $isDurable = atom(true)
  const $clockSkewMs = atom(0)
  const $confirmed = computed($state, ({ confirmed }) => confirmed)
  const $fold = atom(confirmedOnly)
  const $view = computed([$state, $fold], (state, fold) => fold(state))
  const list = createListing()

  return {
    $state,
    $confirmed,
    $view,
    $status,
    $undoable,
    $refused,
    $isDurable,
    $isWaiting: atom(false),
    $clockSkewMs,
    $isReady: computed($confirmed, (confirmed) => confirmed !== null),
    $notifications: computed([$view, $confirmed], (view, confirmed) =>
      list(view, confirmed?.oldest ?? null),
    ),
    $counts: computed($view, (view) => view?.counts ?? noCounts),
    $hasOlder: computed($confirmed, (confirmed) => (confirmed?.next ?? null) !== null),
    $features: computed($confirmed, (confirmed) => confirmed?.features ?? noFeatures),

    apply(frame, receive) {
      const { state, outcome } = receive($state.get(), frame)
      $state.set(state)
      return outcome
    },
    update: (change) => $state.set(change($state.get())),
    foldWith: (fold) => $fold.set(fold),
  }
}
