import {
  isUnread,
  isVisible,
  type BulkCommand,
  type Command,
  type Counts,
  type ItemCommand,
  type Row,
} from '../../src/protocol/index.js'
import type { ListKey } from '../../src/store/state.js'
import { readCursor, type Cause } from '../../src/testing/model/model-data.js'
import type { ModelServer } from '../../src/testing/model/model-server.js'
import { expectThat } from './violation.js'

/** One notification as a moment of the server had it. */
interface Shown {
  readonly key: ListKey
  readonly line: string
  readonly isUnread: boolean
  readonly category: string
}

/** The state of the server at one cursor. */
export interface Moment {
  readonly counts: string
  readonly shown: ReadonlyMap<string, Shown>
  /** Every call for attention up to here, shown or not. */
  readonly calls: ReadonlySet<string>
  /** Every "mark as unread" up to here. */
  readonly raises: ReadonlySet<string>
}

/** A notification as text. */
export const lineOf = (id: string, unread: boolean, title: string): string =>
  `${id}${unread ? '*' : ''} ${title}`
const callOf = ({ id, alertPos }: Row): string => `${id}@${alertPos}`
const raiseOf = ({ id, pos, raisedU }: Row): string => `${id}@${pos}+${raisedU}`

/** Counts as text, without the categories that have none. */
export const sayCounts = ({ unread, unreadByCategory, unseen }: Counts): string =>
  `${unread} unread, ${unseen} unseen (${Object.entries(unreadByCategory)
    .filter(([, count]) => count > 0)
    .map(([category, count]) => `${category} ${count}`)
    .sort()
    .join(', ')})`

/** Watches the server: keeps every moment, and holds each change to what its cause may do. */
export class History {
  readonly #moments = new Map<string, Moment>()
  readonly #server: () => ModelServer
  readonly #pressedAt: (command: string) => string | undefined
  readonly #effects = new Set<string>()
  readonly #commands = new Map<string, Command>()
  #latest: Moment

  constructor(server: () => ModelServer, pressedAt: (command: string) => string | undefined) {
    this.#server = server
    this.#pressedAt = pressedAt
    this.#latest = { counts: '', shown: new Map(), calls: new Set(), raises: new Set() }
  }

  /** Notes the moment that the server has come to, and why. */
  record(cause: Cause): void {
    const before = this.#latest
    const server = this.#server()
    this.#latest = momentOf(server)
    this.#moments.set(server.cursor, this.#latest)
    if (cause.type === 'restart') return
    if (cause.type === 'command') {
      this.#noteCommand(cause, server.epoch)
      this.#checkGone(cause.command, server)
    }
    for (const id of new Set([...before.shown.keys(), ...this.#latest.shown.keys()])) {
      const [was, is] = [before.shown.get(id), this.#latest.shown.get(id)]
      if (was?.isUnread === is?.isUnread) continue
      expectThat(
        this.#isDue(cause, id, was, is),
        () => `I3/I5 ${JSON.stringify(cause)} made ${was?.line} into ${is?.line}`,
      )
    }
  }

  /** The moment of a cursor. */
  at(cursor: string): Moment | undefined {
    return this.#moments.get(cursor)
  }

  #noteCommand({ command, moved }: Cause & { type: 'command' }, epoch: string): void {
    this.#commands.set(command.id, command)
    if (!moved) return
    const effect = `${epoch} ${command.id}`
    expectThat(!this.#effects.has(effect), () => `I6 a second effect of ${command.type}`)
    this.#effects.add(effect)
  }

  /** "Remove" and "clear all" win over a "mark as unread" that their device had not been told of. */
  #checkGone(command: Command, server: ModelServer): void {
    if (command.type !== 'remove' && command.type !== 'clear-all') return
    const cursor = this.#pressedAt(command.id) ?? ''
    const pressed = this.#moments.get(cursor)
    if (!pressed || readCursor(cursor).epoch !== server.epoch) return
    for (const row of server.rows()) {
      if (!isMeant(command, row) || !pressed.calls.has(callOf(row))) continue
      expectThat(
        !isVisible(row, server.head),
        () => `I7 ${command.type} left ${row.id}, which had not asked for attention again`,
      )
    }
  }

  /** Whether a cause may do that to a notification. */
  #isDue(cause: Cause, id: string, was: Shown | undefined, is: Shown | undefined): boolean {
    switch (cause.type) {
      case 'call':
        return id === cause.id && is?.isUnread === true
      case 'end':
        return id === cause.id && is === undefined
      case 'addon':
        return (was ?? is)?.category === 'gamification' && !(was && is)
      case 'command':
        return this.#isDueTo(cause.command, id, was, is)
      default:
        return false
    }
  }

  #isDueTo(command: Command, id: string, was: Shown | undefined, is: Shown | undefined): boolean {
    switch (command.type) {
      case 'read':
        return id === command.notification && was?.isUnread === true && is?.isUnread === false
      case 'unread':
        return id === command.notification && was?.isUnread === false && is?.isUnread === true
      case 'remove':
        return id === command.notification && is === undefined
      case 'read-all':
        return was?.isUnread === true && is?.isUnread === false && this.#wasTold(command, id, was)
      case 'clear-all':
        return is === undefined && this.#wasTold(command, id, was)
      case 'clear-read':
        return is === undefined && was?.isUnread === false && this.#wasTold(command, id, was)
      case 'seen':
        return false
      case 'undo': {
        const undone = this.#commands.get(command.command)
        const isBack = is !== undefined && (was === undefined || is.isUnread)
        return isBack && undone !== undefined && this.#wasTold(undone, id, is)
      }
    }
  }

  /** Whether a command's device had been told of that call for attention when it was given. */
  #wasTold(command: Command, id: string, shown: Shown | undefined): boolean {
    if ('notification' in command) return command.notification === id
    if ('category' in command && command.category !== shown?.category) return false
    const pressed = this.#moments.get(this.#pressedAt(command.id) ?? '')
    const row = this.#server()
      .rows()
      .find((candidate) => candidate.id === id)
    if (!pressed || !row || !pressed.calls.has(callOf(row))) return false
    return command.type !== 'read-all' || pressed.raises.has(raiseOf(row))
  }
}

/** Whether a removal is about a row. A switch of the addon, which may come between, keeps what it hid. */
function isMeant(command: ItemCommand | BulkCommand, { id, category }: Row): boolean {
  if ('notification' in command) return command.notification === id
  return category !== 'gamification' && (command.category ?? category) === category
}

function momentOf(server: ModelServer): Moment {
  const { head } = server
  const shown = new Map<string, Shown>()
  const calls = new Set<string>()
  const raises = new Set<string>()
  for (const row of server.rows()) {
    calls.add(callOf(row))
    raises.add(raiseOf(row))
    if (!isVisible(row, head)) continue
    const unread = isUnread(row, head)
    const line = lineOf(row.id, unread, row.content?.title ?? '')
    shown.set(row.id, { key: row, line, isUnread: unread, category: row.category })
  }
  return { counts: sayCounts(server.counts()), shown, calls, raises }
}
