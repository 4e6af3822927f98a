import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy between browsers and the server that counts requests and can block paths. */
export interface BlockingProxy {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  /** How many requests for a path are under way. */
  open(path: string): number
  /** How many there have been. */
  asked(path: string): number
  /**
   * From now on nothing comes back from these paths, and only from these: new requests have no
   * answer, as with proxies that wait for its end, and what is open falls silent without an end.
   */
  mute(...paths: readonly string[]): void
  /** From now on paths with such a part in them cannot be had, and only those. */
  refuse(...parts: readonly string[]): void
  /** The paths that were refused, in the order of asking. */
  readonly refused: readonly string[]
  /** Ends the process's part in it. */
  close(): Promise<void>
}

/** The path of the streams of server-sent events. */
export const STREAM = '/v1/inbox/stream'
/** The path of what members do. */
export const COMMANDS = '/v1/inbox/commands'

/**
 * Starts a plain HTTP proxy in front of a server. It does not know WebSockets: such a request is
 * never answered.
 *
 * @param pages Pages of its own, by their paths.
 */
export async function startBlockingProxy(
  server: string,
  pages: Readonly<Record<string, string>> = {},
): Promise<BlockingProxy> {
  const under = new Map<ServerResponse, string>()
  const counts = new Map<string, number>()
  let muted: readonly string[] = []
  let refusing: readonly string[] = []
  const refused: string[] = []

  const proxy = createServer((incoming, outgoing) => {
    const path = (incoming.url ?? '/').replace(/\?.*/, '')
    under.set(outgoing, path)
    counts.set(path, (counts.get(path) ?? 0) + 1)
    outgoing.once('close', () => under.delete(outgoing))
    const page = pages[path]
    if (page !== undefined) outgoing.setHeader('content-type', 'text/html').end(page)
    else if (refusing.some((part) => path.includes(part))) {
      refused.push(path)
      outgoing.writeHead(503).end()
    } else if (!muted.includes(path)) forward(server, incoming, outgoing)
  })
  proxy.on('upgrade', (_request, socket) => void socket.on('error', () => undefined))
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')

  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    open: (path) => [...under.values()].filter((one) => one === path).length,
    asked: (path) => counts.get(path) ?? 0,
    mute(...paths) {
      muted = paths
      for (const [outgoing, path] of under) if (paths.includes(path)) outgoing.emit('mute')
    },
    refuse(...parts) {
      refusing = parts
    },
    refused,
    async close() {
      const closed = once(proxy, 'close')
      proxy.close()
      proxy.closeAllConnections()
      await closed
    },
  }
}

function forward(server: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url = '/' } = incoming
  const { origin, ...others } = incoming.headers
  // The server knows itself by its own address alone.
  const headers = { ...others, host: new URL(server).host, ...(origin && { origin: server }) }
  const onward = request(new URL(url, server), { method, headers })
  onward.on('response', (answer) => {
    // A cached script would never reach the proxy, so it could not be refused.
    if (url.endsWith('.js')) answer.headers['cache-control'] = 'no-store'
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    outgoing.flushHeaders()
    answer.pipe(outgoing)
    outgoing.on('mute', () => answer.unpipe(outgoing).resume())
    answer.on('error', () => outgoing.destroy())
  })
  onward.on('error', () => outgoing.destroy())
  // The server must learn that the client is gone.
  outgoing.on('close', () => onward.destroy())
  incoming.pipe(onward)
}
