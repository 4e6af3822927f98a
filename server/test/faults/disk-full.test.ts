import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Database, Transaction } from '../../src/storage/database.js'
import type * as Open from '../../src/storage/open-storage.js'
import { DatabaseError } from '../../src/storage/database.js'
import { event, KEYS, startTestServer, titles } from '../support/server.js'
import { storeKinds } from '../support/stores.js'

const disk = { isFull: false }
const WRITES = /\b(insert into|update \w+ |delete from|for (no key )?update)\b/i

/** Wraps the database so that its disk can be full. */
const onDisk = ({ transaction, close }: Database): Database => ({
  close,
  transaction: (platform, work, options) =>
    transaction(platform, (real) => work({ query: queryOn(real) }), options),
})

const queryOn =
  ({ query }: Transaction): Transaction['query'] =>
  (sql, parameters) => {
    if (!disk.isFull || !WRITES.test(sql)) return query(sql, parameters)
    throw new DatabaseError('could not extend file: No space left on device', '53100')
  }

vi.mock('../../src/storage/open-storage.js', async (importOriginal) => {
  const real = await importOriginal<typeof Open>()
  const openStorage: typeof real.openStorage = async (options) =>
    onDisk(await real.openStorage(options))
  return { ...real, openStorage }
})

describe.each(storeKinds())('a full disk under $name', (kind) => {
  afterEach(() => void (disk.isFull = false))

  it('fault 19: writes get 503, while reads and streams continue', async () => {
    const store = await kind.create()
    const server = await startTestServer(store, { sweepMs: 100 })
    const enrolled = (courseTitle: string) =>
      event('course.enrolled', { memberId: 'ana', courseId: courseTitle, courseTitle })
    await server.post(enrolled('before'))
    const ana = server.as('ana')
    const { to, notifications } = await ana.inbox()
    const stream = await ana.stream({ cursor: to })
    await stream.until('heartbeat')

    disk.isFull = true
    const later = enrolled('later')
    const host = { authorization: `Bearer ${KEYS.school}` }
    const cloudEvent = { ...host, 'content-type': 'application/cloudevents+json' }
    const [row] = notifications
    const command = { type: 'read', id: randomUUID(), notification: row?.id, pos: row?.pos }
    const note = { type: 'note', members: ['ana'], title: 'A note', message: '' }
    const refusals = [
      await server.send('POST', '/v1/events', later, cloudEvent),
      await server.send('POST', '/v1/notifications', note, host),
      await server.send(
        'POST',
        '/v1/inbox/commands',
        { base: to, commands: [command] },
        ana.headers,
      ),
      await server.send('PUT', '/v1/inbox/preferences', { mutes: [] }, ana.headers),
    ]
    for (const refused of refusals) {
      expect(refused.status).toBe(503)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(titles((await ana.inbox()).notifications)).toEqual(['Welcome to before'])
    expect(titles((await ana.page()).notifications)).toEqual(['Welcome to before'])
    const second = await ana.stream()
    expect((await second.until('snapshot')).to).toBe(to)
    expect((await server.fetch('/readyz')).status).toBe(200)

    disk.isFull = false
    // The refused requests left nothing behind, so the same event counts as new.
    await server.post(later)
    for (const open of [stream, second]) {
      expect(titles((await open.until('delta')).notifications)).toEqual(['Welcome to later'])
      open.close()
    }
    expect(await ana.counts()).toMatchObject({ unread: 2 })
    await server.close()
    await store.remove()
  })
})
