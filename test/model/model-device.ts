import { commandsFor } from '../../src/client/commands/commands.js'
import {
  furthest,
  type CommandResponse,
  type Frame,
  type Page,
  type Position,
} from '../../src/protocol/index.js'
import { fold, type View } from '../../src/store/fold.js'
import { createListing, type InboxNotification } from '../../src/store/listing.js'
import { extendSnapshot, receivePage } from '../../src/store/paging.js'
import { receive, settleCommands } from '../../src/store/receive.js'
import type { Outcome } from '../../src/store/receive-snapshot.js'
import {
  initialState,
  type Confirmed,
  type InboxState,
  type PendingCommand,
} from '../../src/store/state.js'
import { readCursor } from '../../src/testing/model/model-data.js'

/** The parts of the product that are the client here; a mutation replaces one. */
export const clientParts = { receive, receivePage, settle: settleCommands, fold, commandsFor }
export type ClientParts = typeof clientParts

/** The actions of a member. */
export const actions = [
  'read',
  'unread',
  'remove',
  'read-all',
  'read-category',
  'clear-read',
  'clear-all',
  'clear-category',
  'seen',
  'undo',
] as const
export type Action = (typeof actions)[number]

/** A request of a device. */
export interface Surroundings {
  readonly parts: ClientParts
  /** Asks for a page without delay. */
  readonly fetchPage: (after: string) => Page
  /** Looks at every change of state. */
  readonly inspect: (device: ModelDevice, before: Confirmed | null) => void
}

/** One of the member's devices: the product's reducer, with what the client does around it. */
export class ModelDevice {
  state: InboxState = initialState
  /** The cursor on the page when a command was given, by the command's id. */
  readonly pressed = new Map<string, string>()
  /** A full state came while commands were pending: what lies between is not known here. */
  isRebased = false
  /** How far any page was ahead. Until that place is reached, rows may be newer than the cursor. */
  pagedTo: { epoch: string; position: Position } | null = null
  readonly #list = createListing()
  readonly #parts: ClientParts
  #undoable: readonly string[] = []

  constructor(readonly surroundings: Surroundings) {
    this.#parts = surroundings.parts
  }

  get confirmed(): Confirmed | null {
    return this.state.confirmed
  }

  view(): View | null {
    return this.#parts.fold(this.state)
  }

  /** The notifications on the page. */
  list(): readonly InboxNotification[] {
    return this.#list(this.view(), this.confirmed?.oldest ?? null)
  }

  receive(frame: Frame): Outcome {
    const { state, outcome } = this.#parts.receive(this.state, this.#deepened(frame))
    this.#become(state, frame)
    return outcome
  }

  /** Takes in what the server made of commands, as `receiveAnswer` does. */
  confirm({ results, frame }: CommandResponse): Outcome {
    const { state, outcome } = this.#parts.receive(this.state, frame)
    const ids = results.map(({ id }) => id)
    this.#become(outcome === 'resume' ? state : this.#parts.settle(state, ids), frame)
    return outcome
  }

  receivePage(page: Page, asked: Confirmed): void {
    const before = this.state
    const after = this.#parts.receivePage(before, page, asked)
    if (after !== before) this.#notePage(page)
    this.#become(after)
  }

  /** The page is loaded anew: what is left is what the outbox keeps. */
  reload(): void {
    this.#undoable = []
    this.pagedTo = null
    const kept = this.state.pending.map((entry) => ({ ...entry, before: undefined }))
    this.#become({ confirmed: null, pending: JSON.parse(JSON.stringify(kept)) as PendingCommand[] })
    this.isRebased = this.state.pending.length > 0
  }

  /** Does something to what is on the page. Returns whether there was anything to do. */
  act(action: Action, pick: number): string | null {
    const listed = this.list()
    const target = listed[pick % listed.length]
    const category = ['learning', 'system', 'gamification'][pick % 3] ?? ''
    const { commandsFor } = this.#parts
    const id = target?.id ?? ''
    const made = {
      read: () => commandsFor.read(this.state, id),
      unread: () => (target ? commandsFor.unread(this.state, id) : []),
      remove: () => this.#offerUndo(commandsFor.remove(this.state, id)),
      'read-all': () => this.#offerUndo(commandsFor.readAll(this.state)),
      'read-category': () => this.#offerUndo(commandsFor.readAll(this.state, category)),
      'clear-read': () => this.#offerUndo(commandsFor.clearRead(this.state)),
      'clear-all': () => this.#offerUndo(commandsFor.clearAll(this.state)),
      'clear-category': () => this.#offerUndo(commandsFor.clearAll(this.state, category)),
      seen: () => commandsFor.seen(this.state),
      undo: () => this.#undo(),
    }[action]()
    if (made.length === 0) return null
    for (const { command } of made) this.pressed.set(command.id, this.confirmed?.cursor ?? '')
    this.#become({ ...this.state, pending: [...this.state.pending, ...made] })
    return action.endsWith('-category') ? category : id
  }

  #undo(): readonly PendingCommand[] {
    const commands = this.#undoable
    this.#undoable = []
    return this.#parts.commandsFor.undo(this.state, commands)
  }

  #offerUndo(entries: readonly PendingCommand[]): readonly PendingCommand[] {
    if (entries.length > 0) this.#undoable = entries.map(({ command }) => command.id)
    return entries
  }

  /** A reset is fetched to the depth that the list had, as the client does. */
  #deepened(frame: Frame): Frame {
    if (frame.type !== 'snapshot') return frame
    const depth = this.list().length
    let deep = frame
    while (deep.next !== null && deep.notifications.length < depth) {
      const page = this.surroundings.fetchPage(deep.next)
      this.#notePage(page)
      deep = extendSnapshot(deep, page)
    }
    return deep
  }

  #notePage({ to }: Page): void {
    const { epoch, position } = readCursor(to)
    const isSame = this.pagedTo?.epoch === epoch
    this.pagedTo = {
      epoch,
      position: isSame && this.pagedTo ? furthest(this.pagedTo.position, position) : position,
    }
  }

  #become(state: InboxState, frame?: Frame): void {
    const before = this.confirmed
    this.state = state
    if (state.pending.length === 0) this.isRebased = false
    else if (frame?.type === 'snapshot' && state.confirmed !== before) this.isRebased = true
    this.surroundings.inspect(this, before)
  }
}
