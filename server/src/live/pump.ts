import { isSamePosition, type Position } from 'belfry/protocol'
import type { Frames, Update } from '../domain/frames.js'
import type { Change } from '../domain/change.js'
import { MemberRemovedError } from '../domain/register-member.js'
import { log } from '../log.js'
import type { Database } from '../storage/database.js'
import type { InboxKey } from '../storage/inbox-key.js'
import type { Connection, Place } from './connection.js'
import { resetWindowMs } from './drain.js'
import type { Hub } from './hub.js'

/** What the pump works with. */
export interface PumpOptions {
  readonly hub: Hub
  readonly frames: Frames
  readonly database: Database
}

/**
 * Brings connections up to date. A hint only marks them; what they are sent comes from the database,
 * so a hint may be lost, early or doubled.
 */
export interface Pump {
  /** Something changed. */
  hint(change: Change): void
  /** Sends what is new, once the connection can take it. */
  flush(connection: Connection): void
  /** Finds what a lost hint missed. */
  sweep(): Promise<void>
}

/** Inboxes that one statement of the sweep looks at. */
const SWEEP_SIZE = 1000

/** What is spread over less is not worth a timer. */
const SOON_MS = 50

/** Starts no timer of its own accord: whoever runs the server calls the sweep. */
export function createPump({ hub, frames, database }: PumpOptions): Pump {
  const reader = shareReadings(frames)

  const deliver = async (connection: Connection, place: Place): Promise<void> => {
    connection.isDirty = false
    const update = await reader.read(connection.key, place)
    if (isWorthSending(connection, update)) connection.send(update)
  }

  const flush = (connection: Connection): void => {
    const { place } = connection
    if (!connection.isDirty || connection.isBusy || !connection.isWritable || !place) return
    connection.isBusy = true
    deliver(connection, place).then(
      () => {
        connection.isBusy = false
        flush(connection)
      },
      (error: unknown) => {
        if (error instanceof MemberRemovedError) return connection.close('revoked', 0)
        // Stays dirty: the next hint or sweep tries again, and the reader has lost nothing.
        connection.isDirty = true
        connection.isBusy = false
        log.error('delivery-failed', error)
      },
    )
  }

  const mark = (connection: Connection): void => {
    connection.isDirty = true
    flush(connection)
  }

  return {
    hint: (change) => {
      reader.forget()
      const { platform, removed = [], reset = false } = change
      for (const connection of [...hub.concerned({ platform, members: removed })])
        connection.close('revoked', 0)
      const windowMs = reset ? resetWindowMs(hub.size) : 0
      for (const connection of hub.concerned(change))
        if (windowMs < SOON_MS) mark(connection)
        else setTimeout(() => mark(connection), Math.random() * windowMs).unref()
    },
    flush,
    async sweep() {
      const connections = [...hub.all()].filter(({ place }) => place !== null)
      for (let start = 0; start < connections.length; start += SWEEP_SIZE) {
        const some = connections.slice(start, start + SWEEP_SIZE)
        const now = await positionsOf(database, some)
        some.filter((connection) => isBehind(connection, now)).forEach(mark)
      }
    },
  }
}

/** Lets pages of one member that stand at the same place share one reading. */
function shareReadings(frames: Frames) {
  const readings = new Map<string, Promise<Update>>()
  return {
    read(key: InboxKey, { epoch, position }: Place): Promise<Update> {
      const name = JSON.stringify([key, epoch, position])
      const shared = readings.get(name)
      if (shared) return shared
      const reading = frames.resume(key, { epoch, position }).finally(() => {
        if (readings.get(name) === reading) readings.delete(name)
      })
      readings.set(name, reading)
      return reading
    },
    /** A reading that began before a change may miss it. */
    forget: (): void => readings.clear(),
  }
}

const nameOf = (platform: string, member: string): string => JSON.stringify([platform, member])

function isBehind(
  { key, place, isDirty }: Connection,
  now: ReadonlyMap<string, Standing>,
): boolean {
  const current = now.get(nameOf(key.platform, key.member))
  // Who has no inbox any more was removed, and is told so when their state is read.
  if (isDirty || !current || !place) return true
  return current.epoch !== place.epoch || !isSamePosition(current, place.position)
}

/** That numbers moved without anything for a member is told at most once between two heartbeats. */
function isWorthSending(connection: Connection, update: Update): boolean {
  if (update.type === 'snapshot') return true
  const { from, position, notifications, head, commands } = update
  if (isSamePosition(from, position)) return false
  if (notifications.length > 0 || head || commands.length > 0 || from.u !== position.u) return true
  if (connection.wasToldOfNothing) return false
  connection.wasToldOfNothing = true
  return true
}

/** Where an inbox stands in the database. */
interface Standing extends Position {
  readonly epoch: string
}

/** Where inboxes stand now, in one statement. */
async function positionsOf(
  database: Database,
  connections: readonly Connection[],
): Promise<Map<string, Standing>> {
  const rows = await database.transaction(
    null,
    (transaction) =>
      transaction.query<Standing & InboxKey>(
        `select i.platform, i.member, i.u, p.b, (select epoch from lineage) as epoch
        from unnest($1::text[], $2::text[]) as k(platform, member)
        join inboxes i on i.platform = k.platform and i.member = k.member
        join platforms p on p.platform = k.platform`,
        [connections.map(({ key }) => key.platform), connections.map(({ key }) => key.member)],
      ),
    { readOnly: true },
  )
  return new Map(rows.map((row) => [nameOf(row.platform, row.member), row]))
}
