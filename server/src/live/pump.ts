import { isSamePosition } from 'belfry/protocol'
import type { Frames, Update } from '../domain/frames.js'
import type { Change } from '../domain/change.js'
import { MemberRemovedError } from '../domain/register-member.js'
import { log } from '../log.js'
import type { Database } from '../storage/database.js'
import type { InboxKey } from '../storage/inbox-key.js'
import { type InboxPosition, readPositions } from '../storage/inbox-state.js'
import type { ClientConnection, ClientState } from './connection.js'
import { resetWindowMs } from './reconnect-spread.js'
import type { Hub } from './hub.js'

/** Dependencies of {@link createPump}. */
export interface PumpOptions {
  readonly hub: Hub
  readonly frames: Frames
  readonly database: Database
}

/**
 * Brings open streams up to date. A hint only marks a connection as dirty. The changes are read
 * from the database, so a hint may be lost, early or repeated.
 */
export interface Pump {
  /** Marks the connections that a change may concern, and sends the changes that they lack. */
  hint(change: Change): void
  /**
   * Sends a dirty connection the changes that it lacks, if its socket accepts more bytes. Call it
   * when the connection has drained.
   */
  flush(connection: ClientConnection): void
  /** Compares all connections with the database, and finds changes whose hints were lost. */
  sweep(): Promise<void>
}

/** The number of connections that one statement of the sweep compares. */
const SWEEP_SIZE = 1000

/**
 * After a reset, all clients need a snapshot. They are sent at random moments within a window, which
 * grows with the number of clients. A window shorter than this, in milliseconds, needs no timers:
 * the snapshots are sent at once.
 */
const SOON_MS = 50

/** Creates a pump. It starts no timer: `startTimers` calls the sweep. */
export function createPump({ hub, frames, database }: PumpOptions): Pump {
  const reader = createSharedReader(frames)

  /** Sends a connection the changes that it lacks. */
  const deliver = async (connection: ClientConnection, clientState: ClientState): Promise<void> => {
    connection.isDirty = false
    sendUpdate(connection, await reader.read(connection.key, clientState))
  }

  const flush = (connection: ClientConnection): void => {
    const { clientState } = connection
    if (!connection.isDirty || connection.isBusy || !connection.isWritable || !clientState) return
    connection.isBusy = true
    deliver(connection, clientState).then(
      () => {
        connection.isBusy = false
        flush(connection)
      },
      (error: unknown) => {
        if (error instanceof MemberRemovedError) return connection.close('revoked', 0)
        // The connection becomes dirty again, so the next hint or sweep tries again and no change is lost.
        connection.isDirty = true
        connection.isBusy = false
        log.error('delivery-failed', error)
      },
    )
  }

  const markDirty = (connection: ClientConnection): void => {
    connection.isDirty = true
    flush(connection)
  }

  return {
    hint: (change) => {
      reader.startAfresh()
      const { platform, removed = [], reset = false } = change
      // A copy, because closing a connection removes it from the hub.
      for (const connection of [...hub.concerned({ platform, members: removed })])
        connection.close('revoked', 0)
      const windowMs = reset ? resetWindowMs(hub.size) : 0
      for (const connection of hub.concerned(change))
        if (windowMs < SOON_MS) markDirty(connection)
        else setTimeout(() => markDirty(connection), Math.random() * windowMs).unref()
    },
    flush,
    async sweep() {
      const connections = [...hub.all()].filter(({ clientState }) => clientState !== null)
      for (let start = 0; start < connections.length; start += SWEEP_SIZE) {
        const some = connections.slice(start, start + SWEEP_SIZE)
        const now = await positionsOf(database, some)
        some.filter((connection) => isBehind(connection, now)).forEach(markDirty)
      }
    },
  }
}

/** Reads frames. Connections of one member at the same position share one query. */
function createSharedReader(frames: Frames) {
  const readings = new Map<string, Promise<Update>>()
  return {
    read(key: InboxKey, { epoch, position }: ClientState): Promise<Update> {
      const name = JSON.stringify([key, epoch, position])
      const shared = readings.get(name)
      if (shared) return shared
      const reading = frames.resume(key, { epoch, position }).finally(() => {
        if (readings.get(name) === reading) readings.delete(name)
      })
      readings.set(name, reading)
      return reading
    },
    /** From now on, shares none of the running queries: they began before a change and may miss it. */
    startAfresh: (): void => readings.clear(),
  }
}

const nameOf = (platform: string, member: string): string => JSON.stringify([platform, member])

function isBehind(
  { key, clientState, isDirty }: ClientConnection,
  now: ReadonlyMap<string, InboxPosition>,
): boolean {
  const current = now.get(nameOf(key.platform, key.member))
  // A member without an inbox was removed: reading the inbox closes the connection as revoked.
  if (isDirty || !current || !clientState) return true
  return current.epoch !== clientState.epoch || !isSamePosition(current, clientState.position)
}

/** Sends an update, unless it is not worth sending now. */
function sendUpdate(connection: ClientConnection, update: Update): void {
  if (!isWorthSending(connection, update)) return
  if (movesOnlyB(update)) connection.hasSentEmptyDelta = true
  connection.send(update)
}

/**
 * Whether to send an update now. A delta that moves nothing is not sent. One that moves `b` alone is
 * sent at most once between two heartbeats, so that a broadcast does not wake every client of the
 * platform. If it is held back, the connection stays behind: after the next heartbeat a sweep finds
 * it and sends the delta. A waiting poll gets no such delta. All other changes are sent at once.
 */
function isWorthSending(
  { sendsEmptyDeltas, hasSentEmptyDelta }: ClientConnection,
  update: Update,
): boolean {
  if (update.type === 'delta' && isSamePosition(update.from, update.position)) return false
  return !movesOnlyB(update) || (sendsEmptyDeltas && !hasSentEmptyDelta)
}

/** Whether an update only moves `b`, because of a broadcast for other members. */
function movesOnlyB(update: Update): boolean {
  if (update.type === 'snapshot') return false
  const { from, position, notifications, head, commands } = update
  const hasNews = notifications.length > 0 || head !== null || commands.length > 0
  return !hasNews && from.u === position.u
}

/** The positions of the inboxes of some connections, by {@link nameOf}. */
async function positionsOf(
  database: Database,
  connections: readonly ClientConnection[],
): Promise<Map<string, InboxPosition>> {
  const keys = connections.map(({ key }) => key)
  const rows = await database.transaction(null, (transaction) => readPositions(transaction, keys), {
    readOnly: true,
  })
  return new Map(rows.map((row) => [nameOf(row.platform, row.member), row]))
}
