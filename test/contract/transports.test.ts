import { afterAll, beforeAll, describe } from 'vitest'
import type { TestServer } from '../../server/test/support/server.js'
import { WebSocket } from 'ws'
import { polling } from '../../src/transports/polling.js'
import { sse } from '../../src/transports/sse.js'
import type { Transport } from '../../src/transports/transport.js'
import { websocket } from '../../src/transports/websocket.js'
import { events, messages, polls } from './dialects.js'
import { testFaults, type TransportTraits } from './fault-contract.js'
import { quickPollFetch } from './quick-poll-fetch.js'
import { testContract, startContractServer } from './transport-contract.js'

interface Candidate extends TransportTraits {
  readonly name: string
  readonly create: () => Transport
}

const candidates: readonly Candidate[] = [
  { name: 'sse()', create: () => sse(), dialect: events },
  {
    name: 'websocket()',
    // Node 20 has no WebSocket of its own.
    create: () => websocket({ WebSocket: WebSocket as never }),
    dialect: messages,
    // A browser does not tell a page the reason why a WebSocket could not be opened.
    portal: 'network',
    readsRetryAfter: false,
  },
  { name: 'polling()', create: () => polling({ wait: 1 }), dialect: polls },
  {
    name: 'polling({ wait: 0 })',
    create: () => polling({ wait: 0, fetch: quickPollFetch }),
    dialect: polls,
  },
]

let server: TestServer
beforeAll(async () => {
  server = await startContractServer()
})
afterAll(() => server.close())

describe.each(candidates)('$name', ({ create, ...traits }) => {
  describe('with a server', () => testContract(create, () => server))
  describe('with a faulty server', () => testFaults(create, traits))
})
