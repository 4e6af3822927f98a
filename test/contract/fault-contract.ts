import { afterEach, expect, it } from 'vitest'
import type { Frame } from '../../src/protocol/index.js'
import type { Transport } from '../../src/transports/transport.js'
import { deltaOf, place, snapshotOf } from '../support/frames.js'
import { RETRY_SECONDS, type Dialect, type Refusal } from './dialects.js'
import { startPeer, type Answers, type Peer } from './peers.js'
import { receive, type Receiver } from './receiver.js'

/** The differences between transports that the contract allows. */
export interface TransportTraits {
  readonly dialect: Dialect
  /**
   * The code of the error for a page that a network sends in place of the server's answer.
   *
   * @default 'unexpected'
   */
  readonly portal?: 'unexpected' | 'network'
  /**
   * Whether the transport can read `Retry-After` from a refusal.
   *
   * @default true
   */
  readonly readsRetryAfter?: boolean
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
 * Tests a transport against a server that breaks the protocol, refuses, or does not answer. A script
 * of the test takes the server's place.
 *
 * @param create Makes the transport.
 */
export function testFaults(create: () => Transport, traits: TransportTraits): void {
  const { dialect, readsRetryAfter = true } = traits
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

  it('skips frames of unknown types', async () => {
    const receiver = await play('{"type":"weather","sky":"blue"}', snapshotOf(place(1)), bye)
    expect((await receiver.rest()).map(({ type }) => type)).toEqual(['snapshot', 'bye'])
  })

  it.each([
    ['a frame without a required field', '{"type":"delta"}'],
    ['a value that is no object', '7'],
    ['text that is no JSON', '{"type":'],
  ])('throws a ProtocolError on %s, and closes its connection', async (_, text) => {
    const receiver = await play(text)
    expect(await receiver.failure()).toHaveProperty('name', 'ProtocolError')
    await peer?.left()
  })

  it('throws a ProtocolError on a frame without an end, and closes its connection', async () => {
    const receiver = await play(JSON.stringify({ type: 'weather', sky: 'x'.repeat(5_000_000) }))
    expect(await receiver.failure()).toHaveProperty('name', 'ProtocolError')
    await peer?.left()
  })

  it('throws "network" when the connection breaks inside a frame', async () => {
    const receiver = await open(dialect.play({ then: 'break' }))
    // The name is compared, not the class, because a host's transport may bundle its own copy of the library.
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
    'throws "%s" for that refusal, and does not retry by itself',
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
      retryAfterMs: readsRetryAfter ? RETRY_SECONDS * 1_000 : undefined,
    })
    expect(peer?.asked).toHaveLength(1)
  })

  it('does not take an HTML page for an answer', async () => {
    const receiver = await open(portal)
    expect(await receiver.failure()).toMatchObject({ code: traits.portal ?? 'unexpected' })
  })

  it.each([400, 401, 403, 404, 405, 408, 410, 413, 422])(
    'does not take a %i of a proxy for a refusal',
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
          code: traits.portal ?? 'unexpected',
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
