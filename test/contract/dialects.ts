import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Answers } from './peers.js'

/** The frames that a peer sends, and the end of its connection, in any dialect. */
export interface Script {
  /** The frames as JSON texts, sent without a check. */
  readonly frames?: readonly string[]
  /**
   * After the frames the connection stays open and silent (`stay`), ends in order (`end`), or breaks off
   * in the middle of the next frame (`break`).
   *
   * @default 'stay'
   */
  readonly then?: 'stay' | 'end' | 'break'
}

/** The refusals that a peer can send in every dialect. */
export type Refusal = 'unauthorized' | 'forbidden' | 'removed' | 'busy' | 'rejected'

/** The server's side of one transport: how it sends frames and refusals. */
export interface Dialect {
  /** Sends the frames of a script to each client that connects. */
  play(script: Script): Answers
  /** Refuses each client that connects. */
  refuse(refusal: Refusal): Answers
}

const statuses = { unauthorized: 401, forbidden: 403, removed: 403, busy: 503, rejected: 404 }

/** The wait that a busy peer asks for in `Retry-After`, in seconds. */
export const RETRY_SECONDS = 7

const codes = {
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  removed: 'member-removed',
  busy: 'unavailable',
  rejected: 'not-found',
}

const refuseByStatus = (refusal: Refusal): Answers => ({
  request: (_request, response) =>
    void response
      .writeHead(statuses[refusal], {
        'retry-after': String(RETRY_SECONDS),
        'content-type': 'application/problem+json',
      })
      .end(JSON.stringify({ code: codes[refusal], status: statuses[refusal] })),
})

/** Server-sent events. */
export const events: Dialect = {
  refuse: refuseByStatus,
  play: ({ frames = [], then = 'stay' }) => ({
    request(_request, response) {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
      response.write(': padding\n\n')
      for (const frame of frames) response.write(`event: x\ndata: ${frame}\n\n`)
      if (then === 'end') response.end()
      if (then === 'break') breakOff(response, 'data: {"type":"heart')
    },
  }),
}

/** Answers to polls. The first answer holds all frames; later polls get no answer. */
export const polls: Dialect = {
  refuse: refuseByStatus,
  play({ frames = [], then = 'stay' }) {
    let isFirst = true
    return {
      request(_request, response) {
        if (!isFirst) return
        isFirst = false
        response.setHeader('content-type', 'application/json')
        const start = `{"pollAfterMs":0,"frames":[${frames.join()}`
        if (then === 'break') breakOff(response, `${start},`)
        else response.end(`${start}]}`)
      },
    }
  },
}

const closeCodes = {
  unauthorized: 4401,
  forbidden: 4403,
  removed: 4410,
  busy: 4503,
  rejected: 4400,
}

/** Messages of a WebSocket, sent after the client's first message, which holds its token. */
export const messages: Dialect = {
  refuse: (refusal) => upgraded((socket) => socket.close(closeCodes[refusal])),
  play: ({ frames = [], then = 'stay' }) =>
    upgraded((socket, raw) => {
      for (const frame of frames) socket.send(frame)
      if (then === 'end') socket.close(1001)
      // The head of a text message of five bytes, and its first two bytes.
      if (then === 'break') raw.write(Buffer.from([0x81, 5, 0x7b, 0x22]), () => raw.destroy())
    }),
}

function upgraded(begin: (socket: WebSocket, raw: Duplex) => void): Answers {
  const server = new WebSocketServer({ noServer: true })
  return {
    upgrade: (request, raw, head) =>
      server.handleUpgrade(request, raw, head, (socket) => {
        socket.on('error', () => undefined)
        socket.once('message', () => begin(socket, raw))
      }),
  }
}

function breakOff(response: ServerResponse, text: string): void {
  response.write(text, () => response.destroy())
}
