import { once } from 'node:events'
import { Agent, createServer, request, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.js'
import { timeoutsOf } from '../../src/http/timeouts.js'
import { startTestServer } from '../support/server.js'
import { provideStore, store } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

/** Asks over the one connection of an agent, and leaves it open. */
async function ask(
  url: string,
  agent: Agent,
): Promise<{ response: IncomingMessage; socket: Socket }> {
  const sent = request(`${url}/healthz`, { agent }).end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const { socket } = response
  response.resume()
  await once(response, 'end')
  return { response, socket }
}

const oneConnection = () => new Agent({ keepAlive: true, maxSockets: 1 })

describe('the time that connections have', () => {
  provideStore(storeKinds()[0]!)

  it('is in the server’s own values: idle 75 s, headers after that, bodies last', () => {
    const secrets = {
      BELFRY_JWT_SECRET: 'x'.repeat(32),
      BELFRY_API_KEYS: `school=${'x'.repeat(20)}`,
    }
    const server = createServer(timeoutsOf(readConfig(secrets)))
    expect(server.keepAliveTimeout).toBe(75_000)
    expect(server.headersTimeout).toBe(80_000)
    expect(server.requestTimeout).toBe(110_000)
  })

  it('outlasts what Node keeps by itself: an idle connection is used again after 5 s', async () => {
    const patient = await startTestServer(store)
    onTestFinished(() => patient.close())
    const agent = oneConnection()
    const first = await ask(patient.url, agent)
    expect(first.response.headers['keep-alive']).toBe('timeout=75')

    // The clock of this test: a server that keeps connections as long as Node does closes its own.
    const node = createServer((_request, response) => response.end()).listen(0, '127.0.0.1')
    node.keepAliveTimeout = 5000
    await once(node, 'listening')
    const address = node.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const other = await ask(`http://127.0.0.1:${address.port}`, oneConnection())
    await once(other.socket, 'close')
    node.close()

    const second = await ask(patient.url, agent)
    expect(second.socket).toBe(first.socket)
    agent.destroy()
  })

  it('is a setting', async () => {
    const hasty = await startTestServer(store, { keepAliveMs: 1000 })
    onTestFinished(() => hasty.close())
    const agent = oneConnection()
    const { response, socket } = await ask(hasty.url, agent)
    expect(response.headers['keep-alive']).toBe('timeout=1')
    await once(socket, 'close')
    agent.destroy()
  })
})
