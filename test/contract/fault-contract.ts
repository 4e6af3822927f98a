import { afterEach, expect, it } from 'vitest'
import type { Frame } from '../../src/protocol/index.js'
import type { Transport } from '../../src/transports/transport.js'
import { deltaOf, place, snapshotOf } from '../support/frames.js'
import { RETRY_SECONDS, type Dialect, type Refusal } from './dialects.js'
import { startPeer, type Answers, type Peer } from './peers.js'
import { receive, type Receiver } from './receiver.js'

/** What a transport speaks, and what it has no way to know. */
export interface Ear {
  readonly dialect: Dialect
  /**
   * What it makes of a page that answers in the server's place.
   * @default 'unexpected'
   */
  readonly portal?: 'unexpected' | 'network'
  /**
   * Whether a refusal tells it when to come back.
   * @default true
   */
  readonly hearsRetryAfter?: boolean
}

const bye: Frame = { type: 'bye', reason: 'rotate', retryAfterMs: 0 }
const page = '<h1>Sign in to the Wi-Fi</h1>'
const portal: Answers = {
  request: (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end(page),
  upgrade: (_request, socket) =>
    void socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${page.length}\r\n\r\n${page}`),
}
const silent: Answers = { request: () => undefined, upgrade: () => undefined }

/**
 * What every transport makes of a server that is wrong, broken or not there, shown on one that says
 * what the test wants.
 *
 * @param create Makes the transport.
 */
export function withstandsFaults(create: () => Transport, ear: Ear): void {
  const { dialect, hearsRetryAfter = true } = ear
  let peer: Peer | undefined
  afterEach(() => peer?.stop())

  const open = async (answers: Answers): Promise<Receiver> => {
    peer = await startPeer(answers)
    return receive(create(), { endpoint: peer.endpoint, cursor: null, token: 'secret' })
  }
  const play = (...frames: readonly (Frame | string)[]) =>
    open(
      dialect.play({
        frames: frames.map((frame) => (typeof frame === 'string' ? frame : JSON.stringify(frame))),
        then: frames.at(-1) === bye ? 'end' : 'stay',
      }),
    )

  it('yields frames in order, and ends with a `bye` frame', async () => {
    const frames = [snapshotOf(place(1)), deltaOf(place(1), place(2)), bye]
    const receiver = await play(...frames)
    expect(await receiver.rest()).toEqual(frames)
  })

  it('skips types that it does not know', async () => {
    const receiver = await play('{"type":"weather","sky":"blue"}', snapshotOf(place(1)), bye)
    expect((await receiver.rest()).map(({ type }) => type)).toEqual(['snapshot', 'bye'])
  })

  it.each([
    ['a known type with a part missing', '{"type":"delta"}'],
    ['no object', '7'],
    ['no JSON', '{"type":'],
  ])('throws a ProtocolError on %s, and leaves', async (_, text) => {
    const receiver = await play(text)
    expect(await receiver.failure()).toHaveProperty('name', 'ProtocolError')
    await peer?.left()
  })

  it('aborts a frame without an end', async () => {
    const receiver = await play(JSON.stringify({ type: 'weather', sky: 'x'.repeat(5_000_000) }))
    expect(await receiver.failure()).toHaveProperty('name', 'ProtocolError')
    await peer?.left()
  })

  it('throws "network" when the connection breaks inside of a frame', async () => {
    const receiver = await open(dialect.play({ then: 'break' }))
    // By their names: a host's transport may bring a copy of the library with it.
    const failure = await receiver.failure()
    expect(failure).toHaveProperty('name', 'TransportError')
    expect(failure).toMatchObject({ code: 'network', retryable: true })
  })

  it('throws "network" when no server answers', async () => {
    const receiver = await open(silent)
    peer?.stop()
    expect(await receiver.failure()).toMatchObject({ code: 'network' })
  })

  it.each<Refusal>(['unauthorized', 'forbidden', 'removed', 'rejected'])(
    'throws "%s" for such a refusal, and does not ask again',
    async (refusal) => {
      const receiver = await open(dialect.refuse(refusal))
      expect(await receiver.failure()).toMatchObject({ code: refusal, retryable: false })
      expect(peer?.asked).toHaveLength(1)
    },
  )

  it('throws "busy" if the server is busy, and does not retry by itself', async () => {
    const receiver = await open(dialect.refuse('busy'))
    expect(await receiver.failure()).toMatchObject({
      code: 'busy',
      retryable: true,
      retryAfterMs: hearsRetryAfter ? RETRY_SECONDS * 1_000 : undefined,
    })
    expect(peer?.asked).toHaveLength(1)
  })

  it('does not accept an HTML page as an answer', async () => {
    const receiver = await open(portal)
    expect(await receiver.failure()).toMatchObject({ code: ear.portal ?? 'unexpected' })
  })

  it.each([400, 401, 403, 404, 405, 408, 410, 413, 422])(
    'does not accept a %i of a proxy as a refusal',
    async (status) => {
      const foreign = [
        ['text/html', page],
        ['application/json', '{"code":"unauthorized"}'],
        ['application/problem+json', '{"code":"GATEWAY_ERROR","status":403}'],
        ['application/problem+json', '<h1>'],
      ] as const
      for (const [type, body] of foreign) {
        const head = `content-type: ${type}\r\ncontent-length: ${body.length}`
        const receiver = await open({
          request: (_request, response) =>
            void response.writeHead(status, { 'content-type': type }).end(body),
          upgrade: (_request, socket) =>
            void socket.end(`HTTP/1.1 ${status} No\r\n${head}\r\n\r\n${body}`),
        })
        expect(await receiver.failure()).toMatchObject({
          code: ear.portal ?? 'unexpected',
          retryable: true,
        })
        peer?.stop()
      }
    },
  )

  it('closes its connection to a silent server when it is aborted', async () => {
    const receiver = await open(silent)
    const reason = new Error('enough')
    const opening = receiver.next()
    await peer?.called()
    receiver.abort(reason)
    await expect(opening).rejects.toBe(reason)
    await peer?.left()
  })

  it('closes its connection when its reader stops', async () => {
    const receiver = await play(snapshotOf(place(1)), deltaOf(place(1), place(2)))
    expect(await receiver.next()).toMatchObject({ type: 'snapshot' })
    await receiver.leave()
    await peer?.left()
  })
}
