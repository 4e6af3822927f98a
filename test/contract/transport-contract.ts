import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import {
  event,
  startTestServer,
  tokenFor,
  type TestServer,
} from '../../server/test/support/server.js'
import { copyDataDirectory } from '../../server/test/support/stores.js'
import type { Delta } from '../../src/protocol/index.js'
import type { Transport } from '../../src/transports/transport.js'
import { receive, type Receiver } from './receiver.js'

/** The patience of an assertion: a change needs time to reach the other side on a busy machine. */
const SOON = { timeout: 10_000, interval: 20 }

/** The next delta with a notification. An empty delta serves as a heartbeat. */
async function nextNews(receiver: Receiver): Promise<Delta> {
  for (;;) {
    const delta = await receiver.until('delta')
    if (delta.notifications.length > 0) return delta
  }
}

/** Starts the server that the contract needs: quick heartbeats, and one stream for each member. */
export async function startContractServer(): Promise<TestServer> {
  const { folder, remove } = copyDataDirectory()
  const server = await startTestServer(
    { options: { dataDirectory: folder }, remove: async () => remove() },
    { heartbeatMs: 300, streamsPerMember: 1 },
  )
  return { ...server, close: () => server.close().then(remove) }
}

let lastCourse = 0
const welcome = (memberId: string): object =>
  event('course.enrolled', { memberId, courseId: `c-${(lastCourse += 1)}`, courseTitle: 'Maths' })

/**
 * The contract of every transport, tested with the real server.
 *
 * @param create Makes the transport.
 * @param shared Returns the server of {@link startContractServer}, once tests run.
 */
export function testContract(create: () => Transport, shared: () => TestServer): void {
  const transport = create()
  const newMember = () => `member-${randomUUID()}`

  const open = async (
    member: string,
    { cursor = null, at = shared() }: { cursor?: string | null; at?: TestServer } = {},
  ): Promise<Receiver> =>
    receive(transport, {
      endpoint: new URL(at.url),
      cursor,
      token: await tokenFor({ sub: member, platform: 'school', role: 'member' }),
    })
  /** Opens another stream of a member, once the server has noticed that the previous one is closed. */
  const openAgain = (member: string, cursor: string | null = null): Promise<Receiver> =>
    vi.waitFor(async () => {
      const receiver = await open(member, { cursor })
      expect(await receiver.next()).toMatchObject({ type: 'hello' })
      return receiver
    }, SOON)

  it('starts with `hello` and a snapshot', async () => {
    const member = newMember()
    await shared().post(welcome(member))
    const receiver = await open(member)
    expect(await receiver.next()).toMatchObject({ type: 'hello', version: 1 })
    expect(await receiver.next()).toMatchObject({
      type: 'snapshot',
      reason: null,
      counts: { unread: 1 },
      notifications: [{ kind: 'created' }],
    })
    await receiver.leave()
  })

  it('resumes from a cursor with the later changes', async () => {
    const member = newMember()
    await shared().post(welcome(member))
    const first = await open(member)
    const { to, position } = await first.until('snapshot')
    await first.leave()
    await shared().post(welcome(member))
    const second = await openAgain(member, to)
    const delta = await second.next()
    expect(delta).toMatchObject({ type: 'delta', from: position, counts: { unread: 2 } })
    expect(delta).toHaveProperty('notifications.length', 1)
    await second.leave()
  })

  it('yields a snapshot if the server cannot resume from the cursor', async () => {
    const receiver = await open(newMember(), { cursor: '1.nonsense' })
    expect(await receiver.until('snapshot')).toMatchObject({ reason: 'epoch' })
    await receiver.leave()
  })

  it('yields changes in order while it is open', async () => {
    const member = newMember()
    const receiver = await open(member)
    let { position } = await receiver.until('snapshot')
    for (const unread of [1, 2, 3]) {
      await shared().post(welcome(member))
      const delta = await nextNews(receiver)
      expect(delta).toMatchObject({ from: position, counts: { unread } })
      ;({ position } = delta)
    }
    await receiver.leave()
  })

  it('yields heartbeats with the position', async () => {
    const member = newMember()
    const receiver = await open(member)
    const { inbox, epoch, position } = await receiver.until('snapshot')
    expect(await receiver.until('heartbeat', 'delta')).toMatchObject({ inbox, epoch, position })
    await shared().post(welcome(member))
    const delta = await nextNews(receiver)
    expect(await receiver.until('heartbeat', 'delta')).toMatchObject({ position: delta.position })
    await receiver.leave()
  })

  it('throws "unauthorized" if the token is refused', async () => {
    const refused = ['nonsense', await tokenFor({ sub: 'a', role: 'member' })]
    for (const token of refused) {
      const receiver = receive(transport, { endpoint: new URL(shared().url), cursor: null, token })
      expect(await receiver.failure()).toMatchObject({ code: 'unauthorized', retryable: false })
    }
  })

  it('throws "removed" for a removed member', async () => {
    const member = newMember()
    await shared().post(welcome(member))
    await shared().post(event('member.removed', { memberId: member }))
    const receiver = await open(member)
    expect(await receiver.failure()).toMatchObject({ code: 'removed', retryable: false })
  })

  it('ends when the member is removed', async () => {
    const member = newMember()
    await shared().post(welcome(member))
    const receiver = await open(member)
    await receiver.until('snapshot')
    await shared().post(event('member.removed', { memberId: member }))
    const end = await receiver.until('bye').catch((error: unknown) => error)
    expect([
      ['bye', 'revoked', undefined],
      [undefined, undefined, 'removed'],
    ]).toContainEqual(['type', 'reason', 'code'].map((key) => (end as never)[key]))
  })

  // A polling transport holds no connection open that could be counted.
  if (!transport.isDelayed)
    it('throws "busy" if too many connections are open', async () => {
      const member = newMember()
      const first = await open(member)
      await first.until('snapshot')
      const waiting = first.until('bye').catch(() => undefined)
      const second = await open(member)
      const failure: unknown = await second.until('hello').catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: 'busy', retryable: true })
      first.abort()
      await waiting
    })

  it('ends after a `bye` frame', async () => {
    const going = await startContractServer()
    const member = newMember()
    const receiver = await open(member, { at: going })
    await receiver.until('snapshot')
    const goodbye = receiver.until('bye').catch((error: unknown) => error)
    // The transport's own earlier requests are under way once this later one is answered.
    await going.as(member).inbox()
    const closed = going.close()
    if (transport.isDelayed) {
      // No poll waits when the server stops, so the next poll finds no server.
      expect(await goodbye).toMatchObject({ retryable: true })
    } else {
      expect(await goodbye).toMatchObject({ reason: 'deploy' })
      expect(await receiver.next()).toBeNull()
    }
    await closed
  })

  describe('leaves no connection open, and ends with the reason of its abort,', () => {
    const reason = new Error('enough')
    const stages: Record<string, (receiver: Receiver) => unknown> = {
      'before it opens': () => undefined,
      'after its first frame': (receiver) => receiver.next(),
      'after the snapshot': (receiver) => receiver.until('snapshot'),
      'after a heartbeat': (receiver) => receiver.until('heartbeat', 'delta'),
    }

    it.each(Object.keys(stages))('when it is aborted %s', async (stage) => {
      const member = newMember()
      const receiver = await open(member)
      await stages[stage]?.(receiver)
      receiver.abort(reason)
      await expect(receiver.rest()).rejects.toBe(reason)
      await (await openAgain(member)).leave()
    })

    it('when it is aborted while it waits', async () => {
      const member = newMember()
      const receiver = await open(member)
      await receiver.until('heartbeat', 'delta')
      const waiting = receiver.rest()
      receiver.abort(reason)
      await expect(waiting).rejects.toBe(reason)
      await (await openAgain(member)).leave()
    })

    it('when it is aborted while it connects', async () => {
      const member = newMember()
      const receiver = await open(member)
      const connecting = receiver.next()
      receiver.abort(reason)
      await expect(connecting).rejects.toBe(reason)
      await (await openAgain(member)).leave()
    })
  })

  it('leaves no connection open when its reader stops', async () => {
    const member = newMember()
    const receiver = await open(member)
    await receiver.until('snapshot')
    await receiver.leave()
    await (await openAgain(member)).leave()
  })
}
