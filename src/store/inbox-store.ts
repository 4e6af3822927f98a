import { atom, computed, type ReadableAtom, type WritableAtom } from 'nanostores'
import type { Command, Counts, Features, Frame } from '../protocol/index.js'
import type { View } from './fold.js'
import { createListing, type InboxNotification } from './listing.js'
import type { Outcome, Received } from './receive-snapshot.js'
import { initialState, type Confirmed, type InboxState } from './state.js'

/**
 * The status of the connection between the page and the server.
 *
 * - `connecting`: the first connection is not open yet
 * - `live`: changes arrive as they happen
 * - `degraded`: changes arrive with a delay
 * - `offline`: the server is out of reach, and the client retries
 * - `unauthorized`: the token was refused, and the client waits for another one
 * - `closed`: the page closed the connection
 */
export type ConnectionStatus =
  'connecting' | 'live' | 'degraded' | 'offline' | 'unauthorized' | 'closed'

/** An action that can be undone. */
export type UndoableAction = 'remove' | 'read-all' | 'clear-read' | 'clear-all'

/** The last action, while it can be undone. */
export interface Undoable {
  readonly action: UndoableAction
  /** The ids of the action's commands, in the order of acting. */
  readonly commands: readonly string[]
}

/** Commands that the server refused. The page no longer shows their effect. */
export interface Refusal {
  /** The type of the last refused command. */
  readonly action: Command['type']
  /** The reason: `epoch`, `superseded`, `expired`, `not-found` or `rejected`. */
  readonly code: string
  /** All refused commands, in the order of acting. */
  readonly commands: readonly Command[]
}

/** The readable atoms of one inbox. Only the client writes them. */
export interface InboxAtoms {
  /** Whether the first state has arrived. */
  readonly $isReady: ReadableAtom<boolean>
  /** The loaded notifications, newest first. */
  readonly $notifications: ReadableAtom<readonly InboxNotification[]>
  /** The counts; all zero before the first state arrives. */
  readonly $counts: ReadableAtom<Counts>
  /** Whether there are older notifications to load. */
  readonly $hasOlder: ReadableAtom<boolean>
  /** The features of the platform; all off before the first state arrives. */
  readonly $features: ReadableAtom<Features>
  readonly $status: ReadableAtom<ConnectionStatus>
  /** The member's last action while it can be undone; `null` otherwise. */
  readonly $undoable: ReadableAtom<Undoable | null>
  /**
   * The commands that the server refused, until the member acts again; `null` if there are none.
   */
  readonly $refused: ReadableAtom<Refusal | null>
  /** Whether pending commands are stored, so that they survive a reload of the page. */
  readonly $isDurable: ReadableAtom<boolean>
  /** Whether a command has been waiting to be sent for longer than a moment. */
  readonly $isWaiting: ReadableAtom<boolean>
  /** The number of milliseconds by which the server's clock is ahead of this machine's clock. */
  readonly $clockSkewMs: ReadableAtom<number>
}

/** Applies pending commands to the confirmed state. */
export type Fold = (state: InboxState) => View | null

/** The state of one inbox. It uses no clock, network or DOM; the caller provides their values. */
export interface InboxStore extends InboxAtoms {
  /** The only writable state, for the client and for tests. */
  readonly $state: ReadableAtom<InboxState>
  /** The part of the state that the server has confirmed. */
  readonly $confirmed: ReadableAtom<Confirmed | null>
  /** The confirmed state with pending commands applied. */
  readonly $view: ReadableAtom<View | null>
  /**
   * Returns the list of `$notifications`. That atom makes a list for each change, this function only
   * one each time it is asked.
   */
  readonly notifications: () => readonly InboxNotification[]
  readonly $status: WritableAtom<ConnectionStatus>
  readonly $undoable: WritableAtom<Undoable | null>
  readonly $refused: WritableAtom<Refusal | null>
  readonly $isDurable: WritableAtom<boolean>
  readonly $isWaiting: WritableAtom<boolean>
  readonly $clockSkewMs: WritableAtom<number>

  /**
   * Applies a frame. Repeated frames have no effect. The caller passes `receive`, because the first
   * paint needs only `receiveSnapshot`; the other code loads with the engine.
   */
  apply<F extends Frame>(frame: F, receive: (state: InboxState, frame: F) => Received): Outcome
  /** Replaces the state. */
  update(change: (state: InboxState) => InboxState): void
  /**
   * Sets the function that applies pending commands. It is set later, because nothing is pending
   * before the first paint.
   */
  foldWith(fold: Fold): void
}

const confirmedOnly: Fold = ({ confirmed }) => confirmed
const noCounts: Counts = { unread: 0, unreadByCategory: {}, unseen: 0 }
const noFeatures: Features = { gamification: false }

/** Creates the store of one inbox. */
export function createInboxStore(): InboxStore {
  const $state = atom<InboxState>(initialState)
  const $fold = atom(confirmedOnly)
  const $view = computed([$state, $fold], (state, fold) => fold(state))
  const list = createListing()
  const notifications = (view: View | null, { confirmed }: InboxState) =>
    list(view, confirmed?.oldest ?? null)

  return {
    $state,
    $confirmed: computed($state, ({ confirmed }) => confirmed),
    $view,
    $status: atom<ConnectionStatus>('connecting'),
    $undoable: atom<Undoable | null>(null),
    $refused: atom<Refusal | null>(null),
    $isDurable: atom(true),
    $isWaiting: atom(false),
    $clockSkewMs: atom(0),
    $isReady: computed($state, ({ confirmed }) => confirmed !== null),
    $notifications: computed([$view, $state], notifications),
    notifications: () => notifications($view.get(), $state.get()),
    $counts: computed($view, (view) => view?.counts ?? noCounts),
    $hasOlder: computed($state, ({ confirmed }) => (confirmed?.next ?? null) !== null),
    $features: computed($state, ({ confirmed }) => confirmed?.features ?? noFeatures),

    apply(frame, receive) {
      const { state, outcome } = receive($state.get(), frame)
      $state.set(state)
      return outcome
    },
    update: (change) => $state.set(change($state.get())),
    foldWith: (fold) => $fold.set(fold),
  }
}
