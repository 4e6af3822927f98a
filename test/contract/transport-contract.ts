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

/** How long something may take to be seen by the other side, on a busy machine. */
const SOON = { timeout: 10_000, interval: 20 }

/** The next delta with something in it: one with nothing is as good as a heartbeat. */
async function untilNews(receiver: Receiver): Promise<Delta> {
  for (;;) {
    const delta = await receiver.until('delta')
    if (delta.notifications.length > 0) return delta
  }
}

/** A server with what the contract is shown on: quick heartbeats, and one stream a member. */
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
 * @param shared The server, once tests run. It allows a member one stream at a time.
 */
export function keepsContract(create: () => Transport, shared: () => TestServer): void {
  const transport = create()
  const fresh = () => `member-${randomUUID()}`

  const open = async (
    member: string,
    { cursor = null, at = shared() }: { cursor?: string | null; at?: TestServer } = {},
  ): Promise<Receiver> =>
    receive(transport, {
      endpoint: new URL(at.url),
      cursor,
      token: await tokenFor({ sub: member, platform: 'school', role: 'member' }),
    })
  /** Opens once the server has seen that the one before it is gone. */
  const openAgain = (member: string, cursor: string | null = null): Promise<Receiver> =>
    vi.waitFor(async () => {
      const receiver = await open(member, { cursor })
      expect(await receiver.next()).toMatchObject({ type: 'hello' })
      return receiver
    }, SOON)

  it('starts with `hello` and a snapshot', async () => {
    const member = fresh()
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
    const member = fresh()
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

  it('gets a snapshot for a cursor that the server cannot resume', async () => {
    const receiver = await open(fresh(), { cursor: '1.nonsense' })
    expect(await receiver.until('snapshot')).toMatchObject({ reason: 'epoch' })
    await receiver.leave()
  })

  it('delivers changes in order while it is open', async () => {
    const member = fresh()
    const receiver = await open(member)
    let { position } = await receiver.until('snapshot')
    for (const unread of [1, 2, 3]) {
      await shared().post(welcome(member))
      const delta = await untilNews(receiver)
      expect(delta).toMatchObject({ from: position, counts: { unread } })
      ;({ position } = delta)
    }
    await receiver.leave()
  })

  it('delivers heartbeats with the position', async () => {
    const member = fresh()
    const receiver = await open(member)
    const { inbox, epoch, position } = await receiver.until('snapshot')
    expect(await receiver.until('heartbeat', 'delta')).toMatchObject({ inbox, epoch, position })
    await shared().post(welcome(member))
    const delta = await untilNews(receiver)
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
    const member = fresh()
    await shared().post(welcome(member))
    await shared().post(event('member.removed', { memberId: member }))
    const receiver = await open(member)
    expect(await receiver.failure()).toMatchObject({ code: 'removed', retryable: false })
  })

  it('ends when the member is removed', async () => {
    const member = fresh()
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
      const member = fresh()
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
    const member = fresh()
    const receiver = await open(member, { at: going })
    await receiver.until('snapshot')
    const goodbye = receiver.until('bye').catch((error: unknown) => error)
    // The requests from before this are under way.
    await going.as(member).inbox()
    const closed = going.close()
    if (transport.isDelayed) {
      // It is away when the goodbye is said, and finds nobody at its next visit.
      expect(await goodbye).toMatchObject({ retryable: true })
    } else {
      expect(await goodbye).toMatchObject({ reason: 'deploy' })
      expect(await receiver.next()).toBeNull()
    }
    await closed
  })

  describe('aborted', () => {
    const reason = new Error('enough')
    const stages: Record<string, (receiver: Receiver) => unknown> = {
      'before it opens': () => undefined,
      'after its first frame': (receiver) => receiver.next(),
      'after the state': (receiver) => receiver.until('snapshot'),
      'after a heartbeat': (receiver) => receiver.until('heartbeat', 'delta'),
    }

    it.each(Object.keys(stages))(
      '%s, ends with the reason and leaves nothing open',
      async (stage) => {
        const member = fresh()
        const receiver = await open(member)
        await stages[stage]?.(receiver)
        receiver.abort(reason)
        await expect(receiver.rest()).rejects.toBe(reason)
        await (await openAgain(member)).leave()
      },
    )

    it('while it waits, ends with the reason and leaves nothing open', async () => {
      const member = fresh()
      const receiver = await open(member)
      await receiver.until('heartbeat', 'delta')
      const waiting = receiver.rest()
      receiver.abort(reason)
      await expect(waiting).rejects.toBe(reason)
      await (await openAgain(member)).leave()
    })

    it('while it connects, ends with the reason and leaves nothing open', async () => {
      const member = fresh()
      const receiver = await open(member)
      const connecting = receiver.next()
      receiver.abort(reason)
      await expect(connecting).rejects.toBe(reason)
      await (await openAgain(member)).leave()
    })
  })

  it('leaves nothing open when its reader stops', async () => {
    const member = fresh()
    const receiver = await open(member)
    await receiver.until('snapshot')
    await receiver.leave()
    await (await openAgain(member)).leave()
  })
}
