import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

const UPGRADE_HEADERS = new Set(['connection', 'http2-settings', 'upgrade'])

/**
 * Returns a request to the server without its offer to upgrade the protocol. Some clients (for
 * example Java's own) offer HTTP/2 with every plain request and continue without it if the server
 * ignores the offer. Node detaches each such request from the server as soon as the server has an
 * `upgrade` listener.
 */
export function declineUpgrade(
  server: Server,
  { method, url, httpVersion, rawHeaders }: IncomingMessage,
  connection: Duplex,
  head: Buffer,
): void {
  const lines = [`${method} ${url} HTTP/${httpVersion}`]
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2)
    if (!UPGRADE_HEADERS.has(name.toLowerCase())) lines.push(`${name}: ${value}`)
  }
  // Headers are Latin-1 (RFC 9110, 5.5), and Node decoded them as Latin-1.
  const text = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  connection.unshift(Buffer.concat([text, head]))
  server.emit('connection', connection)
}
