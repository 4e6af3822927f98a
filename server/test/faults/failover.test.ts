import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Delta, Snapshot } from 'belfry/protocol'
import { type Gate, startGate } from '../support/gate.js'
import { startPostgres, type TestCluster } from '../support/postgres.js'
import { event, startTestServer, type TestServer, titles } from '../support/server.js'
import type { TestStream } from '../support/stream.js'

const enrolled = (memberId: string, courseId: string): object =>
  event('course.enrolled', { memberId, courseId, courseTitle: courseId })

/** Returns the next state of a stream. */
async function nextState(stream: TestStream): Promise<Snapshot | Delta> {
  for (;;) {
    const frame = await stream.next()
    if (!frame) throw new Error('the stream ended')
    if (frame.type === 'snapshot' || frame.type === 'delta') return frame
  }
}

/** Returns the state that a page with a cursor receives. */
async function resume(server: TestServer, cursor: string): Promise<Snapshot | Delta> {
  const stream = await server.as('ana').stream({ cursor })
  const state = await nextState(stream)
  stream.close()
  return state
}

const isReady = (server: TestServer) =>
  expect.poll(() => server.fetch('/readyz').then(({ status }) => status)).toBe(200)

// Only PostgreSQL can fail over.
if (inject('postgres') !== null)
  describe('a failover to a standby', () => {
    let primary: TestCluster
    let standby: TestCluster | undefined
    let gates: Gate[]
    let nodes: TestServer[]

    const startNode = async (): Promise<{ gate: Gate; node: TestServer }> => {
      const gate = await startGate(primary.url)
      gates.push(gate)
      const options = { databaseUrl: gate.url, dataDirectory: '' }
      const store = { options, remove: () => Promise.resolve() }
      const node = await startTestServer(store, { sweepMs: 200, heartbeatMs: 200 })
      nodes.push(node)
      return { gate, node }
    }

    beforeEach(async () => {
      const cluster = await startPostgres()
      if (!cluster) throw new Error('PostgreSQL did not start')
      primary = cluster
      gates = []
      nodes = []
    })
    afterEach(async () => {
      for (const node of nodes) await node.close()
      for (const gate of gates) gate.close()
      primary.stop()
      standby?.stop()
    })

    it('fault 13: a standby that lacks the last writes shows and hides nothing wrong, even when numbers repeat', async () => {
      const { gate, node } = await startNode()
      await node.post([enrolled('ana', 'a'), enrolled('leo', 'a')])
      const promote = primary.backUp()
      await node.post([enrolled('ana', 'lost'), enrolled('leo', 'lost')])
      const before = await node.as('ana').inbox()
      const [ana, leo] = [await node.as('ana').stream(), await node.as('leo').stream()]
      expect(titles((await ana.until('snapshot')).notifications)).toContain('Welcome to lost')
      await leo.until('snapshot')

      standby = await promote()
      gate.leadTo(standby.url)
      await isReady(node)
      await node.post(enrolled('ana', 'new'))
      const after = await node.as('ana').inbox()
      // Only the epoch distinguishes the two histories.
      expect(after.position).toEqual(before.position)
      expect(after.epoch).not.toBe(before.epoch)

      const told = await nextState(ana)
      expect(told).toMatchObject({ type: 'snapshot', reason: 'epoch', epoch: after.epoch })
      const rest = told.notifications.length < 2 ? (await nextState(ana)).notifications : []
      expect(titles([...rest, ...told.notifications])).toEqual(['Welcome to new', 'Welcome to a'])
      // Leo's inbox did not change, so the sweep sends the new epoch.
      const swept = await nextState(leo)
      expect(swept).toMatchObject({ type: 'snapshot', reason: 'epoch', epoch: after.epoch })
      expect(titles(swept.notifications)).toEqual(['Welcome to a'])
      expect(await resume(node, before.to)).toMatchObject({
        type: 'snapshot',
        reason: 'epoch',
        counts: { unread: 2 },
      })
      ana.close()
      leo.close()
    })

    it('fault 14: pages that move between nodes are reset once, even if one node switches late', async () => {
      const [first, second] = [await startNode(), await startNode()]
      await first.node.post(enrolled('ana', 'a'))
      const promote = primary.backUp()
      await first.node.post(enrolled('ana', 'lost'))
      const open = await second.node.as('ana').stream()
      const { epoch: old, to } = await open.until('snapshot')
      standby = await promote()

      let cursor = to
      const visit = async ({ node }: { node: TestServer }) => {
        const state = await resume(node, cursor)
        cursor = state.to
        return `${state.type} ${state.epoch === old ? 'old' : state.epoch}`
      }
      first.gate.leadTo(standby.url)
      await isReady(first.node)
      const { epoch } = await first.node.as('ana').inbox()
      expect(epoch).not.toBe(old)
      expect(await visit(first)).toBe(`snapshot ${epoch}`)
      // The second node is still connected to the old primary and writes there.
      await second.node.post(enrolled('ana', 'stray'))
      expect((await nextState(open)).epoch).toBe(old)

      second.gate.leadTo(standby.url)
      expect(await nextState(open)).toMatchObject({ type: 'snapshot', reason: 'epoch', epoch })
      for (const node of [second, first, second, first])
        expect(await visit(node)).toBe(`delta ${epoch}`)
      expect(titles((await second.node.as('ana').inbox()).notifications)).toEqual(['Welcome to a'])
      open.close()
    })
  })
