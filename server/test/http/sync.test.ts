import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type Frame, parseFrame } from 'belfry/protocol'
import { frame } from 'belfry/protocol/schemas'
import {
  event,
  type MemberClient,
  graded,
  type ProblemBody,
  startTestServer,
  type TestServer,
} from '../support/server.js'
import { fresh, provideServer, provideStore, server, store } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

/** The response to a poll, as a client reads it. */
interface Answer {
  readonly status: number
  readonly frames: readonly Frame[]
  readonly pollAfterMs: number
  readonly etag: string
  readonly headers: Headers
}

interface Asked {
  readonly cursor?: string
  readonly wait?: number
  readonly etag?: string
  readonly signal?: AbortSignal
}

const enrolled = (memberId: string): object =>
  event('course.enrolled', { memberId, courseId: 'c', courseTitle: 'Geometry' })
/** Creates an event with a broadcast for the members of the course `c`. */
const published = (): object =>
  event('lesson.published', {
    courseId: 'c',
    courseTitle: 'Geometry',
    lessonId: 'l',
    lessonTitle: 'Angles',
  })

/** Sends one poll. `frames` is empty if nothing is new. */
async function poll(
  server: TestServer,
  member: MemberClient,
  { cursor, wait, etag, signal }: Asked = {},
): Promise<Answer> {
  const query = new URLSearchParams({
    ...(cursor !== undefined && { cursor }),
    ...(wait !== undefined && { wait: String(wait) }),
  })
  const response = await server.fetch(`/v1/inbox/sync?${query.toString()}`, {
    headers: { ...member.headers, ...(etag !== undefined && { 'if-none-match': etag }) },
    ...(signal && { signal }),
  })
  const body = response.status === 200 ? ((await response.json()) as Answer) : null
  return {
    status: response.status,
    frames: (body?.frames ?? []).map((one) => {
      const parsed = parseFrame(JSON.stringify(one))
      if (!parsed) throw new Error('an unknown frame')
      return parsed
    }),
    pollAfterMs: Number(response.headers.get('x-poll-after-ms')),
    etag: response.headers.get('etag') ?? '',
    headers: response.headers,
  }
}

const typesOf = ({ frames }: Answer) => frames.map(({ type }) => type)

describe.each(storeKinds())('a poll on $name', (kind) => {
  const newcomer = async (): Promise<{ name: string; member: MemberClient; state: Answer }> => {
    const name = fresh('ana')
    const member = server.as(name)
    await member.inbox()
    return { name, member, state: await poll(server, member) }
  }
  const cursorOf = ({ etag }: Answer) => etag.slice(1, -1)
  /** Polls for the changes after a state. */
  const after = (member: MemberClient, state: Answer, wait: number) =>
    poll(server, member, { cursor: cursorOf(state), etag: state.etag, wait })

  provideServer(kind, { heartbeatMs: 100 })

  it('begins like a stream, and returns the time of the next poll', async () => {
    const { state } = await newcomer()
    for (const one of state.frames) expect(v.safeParse(frame, one).issues).toBeUndefined()
    expect(typesOf(state)).toEqual(['hello', 'snapshot'])
    expect(state.frames[1]).toMatchObject({ reason: null, to: cursorOf(state) })
    expect(state.pollAfterMs).toBe(30_000)
    expect(state.headers.get('cache-control')).toBe('private, no-cache')
  })

  it('returns the changes after its cursor, without hello for a client with an ETag', async () => {
    const { name, member, state } = await newcomer()
    await server.post(enrolled(name))
    const told = await after(member, state, 0)
    expect(typesOf(told)).toEqual(['delta'])
    expect(told.frames[0]).toMatchObject({ from: { u: 0 }, position: { u: 1 } })
    expect(typesOf(await poll(server, member, { cursor: cursorOf(state) }))).toEqual([
      'hello',
      'delta',
    ])
  })

  it('is answered 304 without a body while nothing is new, also for a weak ETag', async () => {
    const { member, state } = await newcomer()
    const { status, etag, pollAfterMs } = await after(member, state, 0)
    expect([status, etag, pollAfterMs]).toEqual([304, state.etag, 30_000])
    const weak = { ...state, etag: `W/${state.etag}` }
    expect((await poll(server, member, { ...weak, cursor: cursorOf(state) })).status).toBe(304)
  })

  it('waits for a change', async () => {
    const { name, member, state } = await newcomer()
    const waiting = after(member, state, 25)
    await server.post(enrolled(name))
    const told = await waiting
    expect(typesOf(told)).toEqual(['delta'])
    expect(told.pollAfterMs).toBe(0)
    expect(told.frames[0]).toMatchObject({ to: cursorOf(told), counts: { unread: 1 } })
  })

  it('waits no longer than requested', async () => {
    const { member, state } = await newcomer()
    const { status, pollAfterMs } = await after(member, state, 1)
    expect([status, pollAfterMs]).toEqual([304, 0])
  })

  it('does not wait if the client has another state', async () => {
    const { member, state } = await newcomer()
    expect(typesOf(await poll(server, member, { cursor: cursorOf(state), wait: 25 }))).toEqual([
      'hello',
      'delta',
    ])
    const made = await poll(server, member, { cursor: 'made up', etag: '"made up"', wait: 25 })
    expect(made.frames).toMatchObject([{ type: 'snapshot', reason: 'epoch' }])
  })

  it('is refused for an invalid wait', async () => {
    const { member } = await newcomer()
    for (const wait of ['26', '-1', '1.5', 'long']) {
      const response = await server.fetch(`/v1/inbox/sync?wait=${wait}`, member)
      expect(response.status).toBe(422)
      expect(((await response.json()) as ProblemBody).errors?.[0]?.pointer).toBe('wait')
    }
  })
})

describe('polls that wait', () => {
  const kind = storeKinds()[0]

  provideStore(kind!)

  /**
   * Starts a poll that waits, and checks that it takes the only place of its member. The streams
   * that check for a free place may take it first; the poll then tries again.
   */
  const waitAs = async (server: TestServer, member: MemberClient, signal?: AbortSignal) => {
    const { to } = await member.inbox()
    const asked = { cursor: to, etag: `"${to}"`, wait: 25, ...(signal && { signal }) }
    let tries = 0
    const waitForPlace = async (): Promise<Answer> => {
      tries += 1
      const answer = await poll(server, member, asked)
      return answer.status === 429 ? waitForPlace() : answer
    }
    const waiting = waitForPlace()
    await expect
      .poll(async () => {
        const before = tries
        const opened = [await openStream(member), await openStream(member)]
        return [...opened, tries - before]
      })
      .toEqual(['refused', 'refused', 0])
    return { waiting, to }
  }
  const openStream = (member: MemberClient) =>
    member.stream().then(
      (stream) => {
        stream.close()
        return 'opened'
      },
      (error: unknown) => (String(error).includes('too-many-streams') ? 'refused' : String(error)),
    )

  it('count as streams until they are answered', async () => {
    const server = await startTestServer(store, { streamsPerMember: 1 })
    const ana = server.as('ana')
    const { waiting } = await waitAs(server, ana)
    await server.post(graded('ana'))
    expect((await waiting).status).toBe(200)
    await expect.poll(() => openStream(ana)).toBe('opened')
    await server.close()
  })

  it('are answered with a retry time when the server stops', async () => {
    const server = await startTestServer(store, { streamsPerMember: 1 })
    const { waiting, to } = await waitAs(server, server.as('eve'))
    const closed = server.close()
    const answer = await waiting
    expect(answer.frames).toMatchObject([{ type: 'bye', reason: 'deploy' }])
    expect(answer.pollAfterMs).toBeLessThanOrEqual(1000)
    expect(answer.etag).toBe(`"${to}"`)
    await closed
  })

  it('go on waiting while broadcasts for other members move the position', async () => {
    const server = await startTestServer(store, {
      streamsPerMember: 1,
      heartbeatMs: 100,
      sweepMs: 50,
    })
    const mia = server.as('mia')
    const { waiting } = await waitAs(server, mia)
    const bystander = await server.as('ben').stream()
    await server.post(enrolled('zoe'))
    // A stream gets one empty delta between two heartbeats. The second one therefore proves that a
    // heartbeat and a sweep have passed, for the poll as well.
    for (let count = 0; count < 2; count += 1) {
      await server.post(published())
      expect((await bystander.until('delta')).notifications).toEqual([])
    }
    await server.post(graded('mia'))
    expect((await waiting).frames).toMatchObject([{ type: 'delta', counts: { unread: 1 } }])
    bystander.close()
    await server.close()
  })

  it('free their place when their client leaves', async () => {
    const server = await startTestServer(store, { streamsPerMember: 1 })
    const leo = server.as('leo')
    const leaving = new AbortController()
    const { waiting } = await waitAs(server, leo, leaving.signal)
    leaving.abort()
    await expect(waiting).rejects.toThrow(/abort/)
    await expect.poll(() => openStream(leo)).toBe('opened')
    await server.close()
  })
})
