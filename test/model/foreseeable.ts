import { isUnread, partFor, type Row } from '../../src/protocol/index.js'
import type { PendingCommand } from '../../src/store/state.js'
import type { History } from './history.js'
import type { ModelDevice } from './model-device.js'
import type { ModelServer } from '../../src/testing/model/model-server.js'

/**
 * Whether a page that was loaded anew can know what its pending commands will do to the counts. It
 * cannot where another device changed, between the command and the reload, what the page has not
 * loaded since.
 */
export function isForeseeable(
  { confirmed, state, pressed }: ModelDevice,
  server: ModelServer,
  history: History,
): boolean {
  const rows = new Map(server.rows().map((row) => [row.id, row]))
  const known = confirmed?.rows ?? new Map<string, Row>()
  return state.pending.every((entry) => {
    const moment = history.at(pressed.get(entry.command.id) ?? '')
    if (!moment || entry.position.b < server.gamificationSince) return false
    const wasUnread = (id: string): boolean => moment.shown.get(id)?.isUnread === true
    return (
      isStill(entry, known, rows) &&
      [...moment.shown.keys()].every((id) => rows.has(id)) &&
      [...rows].every(
        ([id, row]) => isAbove(row, entry) || wasUnread(id) === isUnread(row, server.head),
      ) &&
      [...rows].every(([id, row]) => !isAbove(row, entry) || !moment.shown.has(id))
    )
  })
}

/** Whether a row asked for attention, or was marked as unread, after a command was given. */
const isAbove = (row: Row, { position }: PendingCommand): boolean =>
  row.pos > partFor(row, position) || row.raisedU > position.u

/** Whether the row that a command is about is loaded, or is as it was. */
function isStill(
  { command, saw }: PendingCommand,
  known: ReadonlyMap<string, Row>,
  rows: ReadonlyMap<string, Row>,
): boolean {
  if (!('notification' in command) || known.has(command.notification)) return true
  const row = rows.get(command.notification)
  return row?.rev === saw?.row?.rev && row?.revb === saw?.row?.revb
}
