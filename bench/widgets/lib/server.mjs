import { createServer } from 'node:http'
import { extname } from 'node:path'
import { WebSocketServer } from 'ws'
import { Store } from './corpus.mjs'

/**
 * @import { IncomingMessage, ServerResponse } from 'node:http'
 * @import { AddressInfo } from 'node:net'
 * @import { Duplex } from 'node:stream'
 * @import { WebSocket } from 'ws'
 * @import { Adapter, Mock } from './adapters.mjs'
 * @import { Bundle } from './bundle.mjs'
 */

/** @type {Readonly<Record<string, string>>} */
const mediaTypes = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

/** The requests and connections of a page, as its server has counted them. */
class Traffic {
  /** Requests to the mock that were answered. */
  requests = 0
  /** @type {Record<string, number>} */
  requestsByRoute = {}
  /** Requests that no route answers. @type {string[]} */
  unhandled = []
  /** WebSockets and streams that were opened so far, and the time of the last one. */
  opened = 0
  openedAt = 0
  /** Refused during an outage. */
  refusedRequests = 0
  refusedUpgrades = 0

  /** Forgets the requests so far. */
  restart() {
    this.requests = 0
    this.requestsByRoute = {}
    this.unhandled = []
  }

  countOpen() {
    this.opened += 1
    this.openedAt = Date.now()
  }

  /** @param {string} route */
  countRoute(route) {
    this.requestsByRoute[route] = (this.requestsByRoute[route] ?? 0) + 1
  }
}

/** @param {IncomingMessage} request @returns {Promise<unknown>} */
async function bodyOf(request) {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  try {
    return text ? JSON.parse(text) : undefined
  } catch {
    return text
  }
}

/** @param {ServerResponse} response */
const senderOf = (response) => (/** @type {unknown} */ json) => {
  if (json === undefined) return void response.writeHead(204).end()
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(json))
}

/**
 * Answers a request for the page or one of its files.
 *
 * @param {string} path
 * @param {ServerResponse} response
 * @param {Bundle} bundle
 * @returns Whether there is such a file.
 */
function answerFile(path, response, bundle) {
  const isPage = path === '/'
  const content = isPage ? bundle.html : bundle.contents.get(path.replace('/bundle/', ''))
  if (content === undefined) return false
  const type = isPage ? 'text/html' : mediaTypes[extname(path)]
  response.writeHead(200, {
    'content-type': type ?? 'application/octet-stream',
    'cache-control': 'no-store',
  })
  response.end(content)
  return true
}

/**
 * The server of one page on the loopback: the page, its files, and the mock of its widget's server.
 * During an outage it still answers for the page and its files, as another machine would.
 */
export class BenchServer {
  store
  traffic = new Traffic()
  /** @type {Mock} */
  #mock = {}
  #isDown = false
  #bundle
  /** @type {Set<WebSocket>} */
  #sockets = new Set()
  /** @type {Set<ServerResponse>} */
  #streams = new Set()
  #webSockets = new WebSocketServer({ noServer: true })
  #server = createServer((request, response) => {
    // A connection that is cut in the middle of a request cannot be answered.
    this.#answer(request, response).catch(() => response.destroy())
  })

  /** @param {{ bundle: Bundle, total?: number, unread?: number }} options */
  constructor({ bundle, total = 60, unread = 20 }) {
    this.#bundle = bundle
    this.store = new Store({ total, unread })
    this.#server.keepAliveTimeout = 60_000
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
  }

  /**
   * Starts to listen.
   *
   * @param {Adapter} adapter
   */
  async start({ mock }) {
    await new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
      this.#server.listen(0, '127.0.0.1', () => resolve())
    })
    this.#mock =
      mock?.({
        store: this.store,
        sockets: this.#sockets,
        streams: this.#streams,
        addStream: (response) => this.#addStream(response),
        origin: this.origin,
      }) ?? {}
    return this
  }

  get origin() {
    const { port } = /** @type {AddressInfo} */ (this.#server.address())
    return `http://127.0.0.1:${port}`
  }

  /** The number of open WebSockets and streams. */
  get connections() {
    return this.#sockets.size + this.#streams.size
  }

  /**
   * Creates notifications, and sends each one unless `isSilent`.
   *
   * @param {number} count
   * @param {{ isSilent?: boolean }} options
   */
  publish(count, { isSilent = false } = {}) {
    return Array.from({ length: count }, () => {
      const item = this.store.create()
      if (!isSilent) this.#mock.publish?.(item)
      return item
    })
  }

  /** Begins an outage: cuts all connections, and refuses new ones. */
  goDown() {
    this.#isDown = true
    this.#cut()
  }

  /** Ends the outage. */
  goUp() {
    this.#isDown = false
  }

  async stop() {
    this.#cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #cut() {
    for (const socket of this.#sockets) socket.terminate()
    for (const stream of this.#streams) stream.destroy()
    this.#server.closeAllConnections()
  }

  /** @param {ServerResponse} response */
  #addStream(response) {
    this.traffic.countOpen()
    this.#streams.add(response)
    response.on('close', () => this.#streams.delete(response))
  }

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  async #answer(request, response) {
    const { url: path = '/', method = 'GET' } = request
    const url = new URL(path, this.origin)
    if (answerFile(url.pathname, response, this.#bundle)) return
    if (this.#isDown) {
      this.traffic.refusedRequests += 1
      request.socket.destroy()
      return
    }
    const body = await bodyOf(request)
    this.traffic.requests += 1
    const send = senderOf(response)
    const route = await this.#mock.http?.({ request, response, method, url, body, send })
    if (route) return this.traffic.countRoute(route)
    this.traffic.unhandled.push(`${method} ${path}`.slice(0, 200))
    response.writeHead(404, { 'content-type': 'application/json' })
    response.end('{"message":"not mocked"}')
  }

  /** @param {IncomingMessage} request @param {Duplex} connection @param {Buffer} head */
  #upgrade(request, connection, head) {
    if (this.#isDown) this.traffic.refusedUpgrades += 1
    if (this.#isDown || !this.#mock.socket) return void connection.destroy()
    this.#webSockets.handleUpgrade(request, connection, head, (socket) => {
      this.traffic.countOpen()
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      // The event "close" follows, and its listener handles that.
      socket.on('error', () => undefined)
      this.#mock.socket?.(socket)
    })
  }
}
