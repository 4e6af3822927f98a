import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { ProtocolError, type Frame } from '../../src/protocol/index.js'
import { sse } from '../../src/transports/sse.js'
import { TransportError, type OpenOptions } from '../../src/transports/transport.js'

const heartbeat = (u: number): Frame => ({
  type: 'heartbeat',
  inbox: 'inbox',
  epoch: 'epoch',
  position: { u, b: 0 },
  now: 'é…💬',
})
const event = (frame: unknown) => `event: x\ndata: ${JSON.stringify(frame)}\n\n`

let server: Server | undefined
const closing = new Set<() => void>()

afterEach(() => {
  for (const close of closing) close()
  closing.clear()
})

/** Opens the transport at a server that answers so. */
async function open(
  answer: RequestListener,
  options: Partial<OpenOptions> = {},
): Promise<AsyncIterable<Frame>> {
  const started = createServer(answer).listen(0, '127.0.0.1')
  server = started
  await once(started, 'listening')
  closing.add(() => {
    started.closeAllConnections()
    started.close()
  })
  return sse().open({
    endpoint: new URL(`http://127.0.0.1:${(started.address() as AddressInfo).port}/base/`),
    cursor: null,
    token: null,
    signal: new AbortController().signal,
    ...options,
  })
}

const streams =
  (...chunks: (string | Uint8Array)[]): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    for (const chunk of chunks) response.write(chunk)
    response.end()
  }

async function all(frames: AsyncIterable<Frame>): Promise<Frame[]> {
  const received: Frame[] = []
  for await (const frame of frames) received.push(frame)
  return received
}

describe('the SSE transport', () => {
  it('yields frames in order, and ends with the stream', async () => {
    const frames = await open(streams(event(heartbeat(1)), event(heartbeat(2))))
    expect(await all(frames)).toEqual([heartbeat(1), heartbeat(2)])
  })

  it('assembles frames that arrive byte by byte', async () => {
    const bytes = new TextEncoder().encode(`: padding\n\n${event(heartbeat(1))}`)
    const frames = await open(streams(...Array.from(bytes, (byte) => Uint8Array.of(byte))))
    expect(await all(frames)).toEqual([heartbeat(1)])
  })

  it('skips types that it does not know', async () => {
    const frames = await open(streams(event({ type: 'weather' }), event(heartbeat(1))))
    expect(await all(frames)).toEqual([heartbeat(1)])
  })

  it('sends its request to its route, with token and cursor', async () => {
    let asked: Record<string, unknown> = {}
    const frames = await open(
      (request, response) => {
        asked = { url: request.url, ...request.headers }
        streams()(request, response)
      },
      { token: 'secret', cursor: '1.x.2.3' },
    )
    await all(frames)
    expect(asked).toMatchObject({
      url: '/base/v1/inbox/stream',
      accept: 'text/event-stream',
      authorization: 'Bearer secret',
      'last-event-id': '1.x.2.3',
    })
  })

  it.each([
    [401, 'expired', 'unauthorized', false],
    [403, 'forbidden', 'forbidden', false],
    [403, 'member-removed', 'removed', false],
    [404, 'not-found', 'rejected', false],
    [401, 'some-gateways-code', 'unexpected', true],
    [404, undefined, 'unexpected', true],
    [429, undefined, 'busy', true],
    [500, undefined, 'failed', true],
    [503, undefined, 'busy', true],
  ])('throws on the status %i with the code %s', async (status, problem, code, retryable) => {
    const frames = await open((_request, response) => {
      const type = problem ? 'application/problem+json' : 'text/html'
      response
        .writeHead(status, { 'retry-after': '7', 'content-type': type })
        .end(problem ? JSON.stringify({ code: problem }) : '<html>')
    })
    const error: unknown = await all(frames).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TransportError)
    expect(error).toMatchObject({ code, retryable, status, retryAfterMs: 7_000 })
  })

  it('does not accept an HTML page as a stream', async () => {
    const frames = await open((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in to the Wi-Fi</h1>')
    })
    await expect(all(frames)).rejects.toMatchObject({ code: 'unexpected' })
  })

  it('throws on a stream that breaks the protocol', async () => {
    const frames = await open(streams(event({ type: 'heartbeat' })))
    await expect(all(frames)).rejects.toBeInstanceOf(ProtocolError)
  })

  it('throws "network" when the connection breaks', async () => {
    const frames = await open((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(event(heartbeat(1)), () => response.destroy())
    })
    await expect(all(frames)).rejects.toMatchObject({ code: 'network', retryable: true })
  })

  it('throws "network" when no server answers', async () => {
    const frames = await open(streams())
    server?.close()
    server?.closeAllConnections()
    await expect(all(frames)).rejects.toMatchObject({ code: 'network' })
  })

  it('aborts an event without an end', async () => {
    const long = sse({
      maxEventLength: 1_000,
      fetch: () =>
        Promise.resolve(
          new Response(`data: ${'x'.repeat(2_000)}`, {
            headers: { 'content-type': 'text/event-stream' },
          }),
        ),
    })
    const opened = long.open({
      endpoint: new URL('http://bells.example'),
      cursor: null,
      token: null,
      signal: new AbortController().signal,
    })
    await expect(all(opened)).rejects.toBeInstanceOf(ProtocolError)
  })

  it('closes the connection when it is aborted, with the reason', async () => {
    const controller = new AbortController()
    let closed: Promise<unknown> | undefined
    const frames = await open(
      (_request, response) => {
        closed = once(response, 'close')
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        response.write(event(heartbeat(1)))
      },
      { signal: controller.signal },
    )
    const reason = new Error('enough')
    const receiving = (async () => {
      for await (const frame of frames) if (frame.type === 'heartbeat') controller.abort(reason)
    })()
    await expect(receiving).rejects.toBe(reason)
    await closed
  })

  it('closes the connection when its reader stops', async () => {
    let closed: Promise<unknown> | undefined
    const frames = await open((_request, response) => {
      closed = once(response, 'close')
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(event(heartbeat(1)))
    })
    for await (const frame of frames) {
      expect(frame).toEqual(heartbeat(1))
      break
    }
    await closed
  })
})
