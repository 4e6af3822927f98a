import { once } from 'node:events'
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** A platform's site: its page, and behind the same origin the Belfry server. */
export interface Site {
  /** Without a slash at the end. */
  readonly url: string
  /** The headers of the requests for the member API that were passed on, sockets included. */
  readonly passed: readonly IncomingHttpHeaders[]
  /** How many sockets the server took. */
  readonly socketCount: number
  close(): Promise<void>
}

/** The options of a site. */
export interface SiteOptions {
  /** The address of the Belfry server. */
  readonly server: string
  /** The body of the page at `/page`. */
  readonly body: string
  /** Headers of the page's answer. */
  readonly headers?: Readonly<Record<string, string>>
  /** @default any that is free */
  readonly port?: number
  /** The `Authorization` that every request needs, as behind Basic authentication. Default: none. */
  readonly password?: string
}

/** Starts a site. It passes requests and sockets on as nginx does with `proxy_set_header Host $host`. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const { server, body, headers, port = 0, password } = options
  const passed: IncomingHttpHeaders[] = []
  let socketCount = 0
  const isLocked = ({ headers: { authorization } }: IncomingMessage) =>
    password !== undefined && authorization !== password

  const onward = ({ url = '/', method, headers }: IncomingMessage) => {
    if (url.startsWith('/v1/')) passed.push(headers)
    return request(new URL(url, server), { method, headers })
  }

  const site = createServer((incoming, outgoing) => {
    if (isLocked(incoming))
      outgoing.writeHead(401, { 'www-authenticate': 'Basic realm="site"' }).end()
    else if (incoming.url === '/page')
      outgoing
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
        .end(`<!doctype html><html lang="en"><title>Host</title>${icon}${body}</html>`)
    else passOn(onward(incoming), incoming, outgoing)
  })
  site.on('upgrade', (incoming: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined)
    if (isLocked(incoming)) return socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
    const asked = onward(incoming).end()
    asked.on('upgrade', ({ rawHeaders }, other) => {
      socketCount += 1
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headLines(rawHeaders)}\r\n`)
      other.on('error', () => socket.destroy()).pipe(socket)
      socket.on('close', () => other.destroy()).pipe(other)
    })
    asked.on('response', ({ statusCode }) => socket.end(`HTTP/1.1 ${statusCode} Refused\r\n\r\n`))
    asked.on('error', () => socket.destroy())
  })
  site.listen(port, '127.0.0.1')
  await once(site, 'listening')
  return {
    url: `http://127.0.0.1:${(site.address() as AddressInfo).port}`,
    passed,
    get socketCount() {
      return socketCount
    },
    async close() {
      const closed = once(site, 'close')
      site.close()
      site.closeAllConnections()
      await closed
    },
  }
}

/** A browser asks for an icon by itself where a page names none. */
const icon = '<link rel="icon" href="data:,">'

function passOn(
  onward: ReturnType<typeof request>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers).flushHeaders()
    answer.pipe(outgoing)
    answer.on('error', () => outgoing.destroy())
  })
  onward.on('error', () => outgoing.destroy())
  outgoing.on('close', () => onward.destroy())
  incoming.pipe(onward)
}

const headLines = (raw: readonly string[]): string =>
  raw.map((text, index) => text + (index % 2 === 0 ? ': ' : '\r\n')).join('')
