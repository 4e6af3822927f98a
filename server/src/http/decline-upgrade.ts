import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

const OFFER = new Set(['connection', 'http2-settings', 'upgrade'])

/**
 * Hands a request back to the server, without its offer to speak another protocol. Some clients
 * (Java's own among them) offer HTTP/2 with every plain request and go on where nobody takes it up;
 * Node takes each such request off its server as soon as one listens for upgrades.
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
    if (!OFFER.has(name.toLowerCase())) lines.push(`${name}: ${value}`)
  }
  // Headers travel as Latin-1 (RFC 9110, 5.5), and were read as that.
  const text = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  connection.unshift(Buffer.concat([text, head]))
  server.emit('connection', connection)
}
