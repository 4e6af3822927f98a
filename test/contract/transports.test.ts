import { afterAll, beforeAll, describe } from 'vitest'
import type { TestServer } from '../../server/test/support/server.js'
import { WebSocket } from 'ws'
import { polling } from '../../src/transports/polling.js'
import { sse } from '../../src/transports/sse.js'
import type { Transport } from '../../src/transports/transport.js'
import { websocket } from '../../src/transports/websocket.js'
import { events, messages, polls } from './dialects.js'
import { withstandsFaults, type Ear } from './fault-contract.js'
import { hastened } from './hastened.js'
import { keepsContract, startContractServer } from './transport-contract.js'

interface Candidate extends Ear {
  readonly name: string
  readonly create: () => Transport
}

const candidates: readonly Candidate[] = [
  { name: 'sse()', create: () => sse(), dialect: events },
  {
    name: 'websocket()',
    // Node 20 has none of its own.
    create: () => websocket({ WebSocket: WebSocket as never }),
    dialect: messages,
    // A browser tells a page nothing about why a WebSocket could not be opened.
    portal: 'network',
    hearsRetryAfter: false,
  },
  { name: 'polling()', create: () => polling({ wait: 1 }), dialect: polls },
  {
    name: 'polling({ wait: 0 })',
    create: () => polling({ wait: 0, fetch: hastened }),
    dialect: polls,
  },
]

let server: TestServer
beforeAll(async () => {
  server = await startContractServer()
})
afterAll(() => server.close())

describe.each(candidates)('$name', ({ create, ...ear }) => {
  describe('with a server', () => keepsContract(create, () => server))
  describe('with faults', () => withstandsFaults(create, ear))
})
