import type { Change } from '../domain/change.js'
import type { InboxKey } from '../storage/inbox-key.js'
import type { ClientConnection } from './connection.js'

/** The limits of open streams. */
export interface StreamLimits {
  readonly perMember: number
  readonly perAddress: number
}

/** The register of open connections. */
export interface Hub {
  readonly size: number
  /** Whether the limits allow one more stream. */
  hasRoom(key: InboxKey, address: string): boolean
  /** Registers a connection until it closes. */
  add(connection: ClientConnection): void
  /** Returns every open connection. */
  all(): Iterable<ClientConnection>
  /** Returns the connections that a change may concern. */
  concerned(change: Pick<Change, 'platform' | 'members'>): Iterable<ClientConnection>
}

/** Creates the register of this process's connections, by inbox, platform and address. */
export function createHub(limits: StreamLimits): Hub {
  const connections = new Set<ClientConnection>()
  const byInbox = new Map<string, Set<ClientConnection>>()
  const byPlatform = new Map<string, Set<ClientConnection>>()
  const byAddress = new Map<string, Set<ClientConnection>>()

  const indexes = (connection: ClientConnection) =>
    [
      [byInbox, nameOf(connection.key)],
      [byPlatform, connection.key.platform],
      [byAddress, connection.address],
    ] as const

  const remove = (connection: ClientConnection): void => {
    connections.delete(connection)
    for (const [index, name] of indexes(connection)) {
      const group = index.get(name)
      group?.delete(connection)
      if (group?.size === 0) index.delete(name)
    }
  }

  return {
    get size() {
      return connections.size
    },
    hasRoom: (key, address) =>
      (byInbox.get(nameOf(key))?.size ?? 0) < limits.perMember &&
      (byAddress.get(address)?.size ?? 0) < limits.perAddress,
    add(connection) {
      connections.add(connection)
      for (const [index, name] of indexes(connection)) {
        const group = index.get(name) ?? new Set()
        index.set(name, group.add(connection))
      }
      connection.onClose(() => remove(connection))
    },
    all: () => connections,
    *concerned({ platform, members }) {
      if (members === 'all') yield* byPlatform.get(platform) ?? []
      else
        for (const member of new Set(members))
          yield* byInbox.get(nameOf({ platform, member })) ?? []
    },
  }
}

/**
 * Joins a platform and a member to one key. Ids contain no control characters, so the newline
 * separates them unambiguously.
 */
const nameOf = ({ platform, member }: InboxKey): string => `${platform}\n${member}`
