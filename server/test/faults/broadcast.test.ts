import { describe, expect, it } from 'vitest'
import type { Frame } from 'belfry/protocol'
import { openStorage } from '../../src/storage/open-storage.js'
import { createTestClock } from '../support/clock.js'
import { event, startTestServer } from '../support/server.js'
import { storeKinds, type TestStore } from '../support/stores.js'
import type { TestStream } from '../support/stream.js'

const LIVE = 60
const channel = { channelId: 'lounge', channelName: 'Lounge' }
const joined = (memberId: string) => event('channel.joined', { memberId, ...channel })
const left = (memberId: string) => event('channel.left', { memberId, channelId: 'lounge' })

const enrolled = (memberId: string) =>
  event('course.enrolled', { memberId, courseId: 'c', courseTitle: 'Geometry' })

/** Returns the numbers of rows that were written, and the platform's `b`. */
async function written(store: TestStore) {
  const database = await openStorage(store.options)
  const [row] = await database.transaction(null, (transaction) =>
    transaction.query(
      `select (select count(*) from broadcasts) as broadcasts,
        (select count(*) from notifications) as notifications,
        (select count(*) from receipts) as receipts,
        (select b from platforms where platform = 'school') as b`,
    ),
  )
  await database.close()
  return row
}

/** Reads frames until the badge shows a number. Returns every number that it showed. */
async function badgesUntil(stream: TestStream, unread: number): Promise<number[]> {
  const badges: number[] = []
  while (badges.at(-1) !== unread) {
    const frame: Frame | null = await stream.next()
    if (!frame) throw new Error('the stream ended')
    if ((frame.type === 'delta' || frame.type === 'snapshot') && frame.counts)
      badges.push(frame.counts.unread)
  }
  return badges
}

describe.each(storeKinds())('a broadcast on $name', (kind) => {
  it('fault 38: a broadcast to many live pages that expires soon is one row, and every badge is exact', async () => {
    const store = await kind.create()
    const clock = createTestClock()
    const server = await startTestServer(
      store,
      { streamsPerAddress: 2 * LIVE, sweepMs: 60_000 },
      clock,
    )
    const members = Array.from({ length: LIVE }, (_none, index) => `m${index}`)
    const [early, audience, late] = [members.slice(0, 10), members.slice(10, 50), members.slice(50)]
    const leavers = audience.slice(0, 15)
    await server.post([...early, ...audience].map(joined))
    await server.post(early.map(left))
    const streams = await Promise.all(members.map((member) => server.as(member).stream()))
    for (const stream of streams) expect(await badgesUntil(stream, 0)).toEqual([0])
    const streamsOf = (some: readonly string[]) =>
      some.flatMap((member) => streams[members.indexOf(member)] ?? [])

    const expiresAt = new Date(clock.now() + 1000).toISOString()
    const message = { messageId: '1', authorId: 'host', authorName: 'Host', text: 'Hello' }
    await server.post(event('channel.message', { ...channel, ...message, expiresAt }))
    await server.post([...late.map(joined), ...leavers.map(left)])
    for (const stream of streamsOf(audience)) expect(await badgesUntil(stream, 1)).toEqual([1])
    for (const member of [...leavers.slice(0, 3), ...audience.slice(-3)])
      expect(await server.as(member).counts()).toMatchObject({ unread: 1 })
    for (const member of [...early.slice(0, 3), ...late.slice(0, 3)])
      expect(await server.as(member).counts()).toMatchObject({ unread: 0 })

    clock.advance(2000)
    for (const stream of streamsOf(audience)) expect(await badgesUntil(stream, 0)).toEqual([0])
    // Members outside the audience receive no change from the broadcast. Their next change is their
    // own notification.
    const outside = [...early, ...late]
    await server.post(outside.map(enrolled))
    for (const stream of streamsOf(outside)) expect(await badgesUntil(stream, 1)).toEqual([1])
    streams.forEach((stream) => stream.close())
    await server.close()
    expect(await written(store)).toEqual({
      broadcasts: 1,
      notifications: outside.length,
      receipts: 0,
      b: 2,
    })
    await store.remove()
  }, 60_000)
})
