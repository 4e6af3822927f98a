import { once } from 'node:events'
import { Agent, createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.js'
import { timeoutsOf } from '../../src/http/timeouts.js'
import { startTestServer } from '../support/server.js'
import { provideStore, store } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

/** Sends a request on the only connection of an agent, and leaves the connection open. */
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

describe('the timeouts of connections', () => {
  provideStore(storeKinds()[0]!)

  it('are 75 s for idle connections, 80 s for headers and 110 s for requests by default', () => {
    const secrets = {
      BELFRY_JWT_SECRET: 'x'.repeat(32),
      BELFRY_API_KEYS: `school=${'x'.repeat(20)}`,
    }
    const server = createServer(timeoutsOf(readConfig(secrets)))
    expect(server.keepAliveTimeout).toBe(75_000)
    expect(server.headersTimeout).toBe(80_000)
    expect(server.requestTimeout).toBe(110_000)
  })

  it('follow the setting: an idle connection is reused until the timeout, and then closed', async () => {
    const patient = await startTestServer(store)
    onTestFinished(() => patient.close())
    // An embedded store belongs to one server, so this second server has the same
    // timeouts and no routes.
    const hasty = createServer(
      timeoutsOf({ keepAliveMs: 1000, headersTimeoutMs: 2000 }),
      (_request, response) => response.end(),
    ).listen(0, '127.0.0.1')
    onTestFinished(() => void hasty.close())
    await once(hasty, 'listening')
    const hastyUrl = `http://127.0.0.1:${(hasty.address() as AddressInfo).port}`
    const agents = [oneConnection(), oneConnection()] as const
    onTestFinished(() => agents.forEach((agent) => agent.destroy()))

    const kept = await ask(patient.url, agents[0])
    // With Node's default, the header would show 5 s. Node derives the header from the
    // keep-alive time.
    expect(kept.response.headers['keep-alive']).toBe('timeout=75')
    const dropped = await ask(hastyUrl, agents[1])
    expect(dropped.response.headers['keep-alive']).toBe('timeout=1')

    await once(dropped.socket, 'close')
    expect((await ask(patient.url, agents[0])).socket).toBe(kept.socket)
  })
})
