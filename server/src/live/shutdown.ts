import type { Hub } from './hub.js'
import { reconnectWindowMs } from './reconnect-spread.js'

/**
 * Closes every connection because the server shuts down. Each client gets a random time to
 * reconnect.
 */
export function closeForShutdown(hub: Hub): void {
  const windowMs = reconnectWindowMs(hub.size)
  for (const connection of hub.all())
    connection.close('deploy', Math.round(Math.random() * windowMs))
}
