import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex, Writable } from 'node:stream'

/** The answers of a peer to requests and to WebSocket upgrades; without one it answers 404. */
export interface Answers {
  readonly request?: (request: IncomingMessage, response: ServerResponse) => void
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

/** An HTTP server whose answers a test writes. */
export interface Peer {
  readonly endpoint: URL
  /** The received requests, in order. */
  readonly asked: readonly IncomingMessage[]
  /** Resolves once a request has arrived. */
  called(): Promise<void>
  /** Resolves once no connection to a client is open. */
  left(): Promise<void>
  stop(): void
}

/** Starts a peer on a free port. */
export async function startPeer({ request, upgrade }: Answers): Promise<Peer> {
  const asked: IncomingMessage[] = []
  const open = new Set<Writable>()
  const events = new EventTarget()
  const changed = () => void events.dispatchEvent(new Event('change'))
  const until = async (holds: () => boolean) => {
    while (!holds()) await once(events, 'change')
  }
  const begin = (incoming: IncomingMessage, answer: Writable): void => {
    asked.push(incoming)
    open.add(answer)
    answer.on('error', () => undefined)
    answer.once('close', () => {
      open.delete(answer)
      changed()
    })
    changed()
  }
  const server = createServer((incoming, response) => {
    begin(incoming, response)
    if (request) request(incoming, response)
    else response.writeHead(404).end()
  })
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    begin(incoming, socket)
    // No other code reads the end of a socket that was handed over.
    socket.resume().once('end', () => socket.destroy())
    if (upgrade) upgrade(incoming, socket, head)
    else socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`),
    asked,
    called: () => until(() => asked.length > 0),
    left: () => until(() => open.size === 0),
    stop() {
      for (const answer of open) answer.destroy()
      server.closeAllConnections()
      server.close()
    },
  }
}
