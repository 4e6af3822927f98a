import { randomUUID } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { createCursors, type CursorContent } from '../../src/domain/cursors.js'
import { readOrMakeSecret } from '../../src/storage/secrets.js'
import { openStorage } from '../../src/storage/open-storage.js'
import { event, startTestServer, type TestServer, titles } from '../support/server.js'
import { storeKinds, type StoreKind, type TestStore } from '../support/stores.js'

const enrolled = (memberId: string, courseId: string): object =>
  event('course.enrolled', { memberId, courseId, courseTitle: courseId })

/** Returns the state that a page with a cursor receives. */
async function resume(server: TestServer, cursor: string) {
  const stream = await server.as('ana').stream({ cursor })
  await stream.next()
  const frame = await stream.next()
  stream.close()
  if (frame?.type !== 'snapshot' && frame?.type !== 'delta') throw new Error('no state came')
  return frame
}

/** Returns a function that signs Ana's cursors with the secret of a store. */
async function signerOf({ options }: TestStore) {
  const database = await openStorage(options)
  const cursors = createCursors(await readOrMakeSecret(database, 'cursors'))
  await database.close()
  return (content: CursorContent) => cursors.write({ platform: 'school', member: 'ana' }, content)
}

/** Copies a closed store. Returns a function that restores the copy. */
async function backUp({ options }: TestStore): Promise<() => Promise<void>> {
  if (options.databaseUrl === undefined) {
    const copy = join(tmpdir(), `belfry-backup-${randomUUID()}`)
    cpSync(options.dataDirectory, copy, { recursive: true })
    return () => {
      rmSync(options.dataDirectory, { recursive: true })
      cpSync(copy, options.dataDirectory, { recursive: true })
      rmSync(copy, { recursive: true })
      return Promise.resolve()
    }
  }
  const { pathname } = new URL(options.databaseUrl)
  const name = pathname.slice(1)
  const admin = options.databaseUrl.replace(pathname, '/postgres')
  const run = async (...statements: string[]) => {
    const client = new pg.Client(admin)
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  await run(`create database ${name}_copy template ${name}`)
  return () =>
    run(
      `drop database ${name} with (force)`,
      `create database ${name} template ${name}_copy`,
      `drop database ${name}_copy with (force)`,
    )
}

describe.each(storeKinds())('a store on $name', (kind: StoreKind) => {
  it('fault 11: a store that is empty after a restart has a new epoch, and pages drop their old rows', async () => {
    const [full, empty] = [await kind.create(), await kind.create()]
    const first = await startTestServer(full)
    await first.post([enrolled('ana', 'a'), enrolled('ana', 'b')])
    const { to, epoch } = await first.as('ana').inbox()
    await first.close()
    const second = await startTestServer(empty)
    const frame = await resume(second, to)
    expect(frame).toMatchObject({ type: 'snapshot', reason: 'epoch', notifications: [] })
    expect(frame.epoch).not.toBe(epoch)
    await second.close()
    await Promise.all([full.remove(), empty.remove()])
  })

  it('fault 12: a store restored from a backup refuses commands of the other history', async () => {
    const store = await kind.create()
    const before = await startTestServer(store)
    await before.post(enrolled('ana', 'a'))
    await before.close()
    const restore = await backUp(store)

    const lost = await startTestServer(store)
    await lost.post(enrolled('ana', 'lost'))
    const { to, epoch } = await lost.as('ana').inbox()
    await lost.close()
    await restore()

    const server = await startTestServer(store)
    // The numbers are used again; only the epoch distinguishes the two histories.
    await server.post(enrolled('ana', 'new'))
    const frame = await resume(server, to)
    expect(frame).toMatchObject({ type: 'snapshot', reason: 'epoch', counts: { unread: 2 } })
    expect(frame.epoch).not.toBe(epoch)
    expect(titles(frame.notifications)).toEqual(['Welcome to new', 'Welcome to a'])
    const id = randomUUID()
    const { results } = await server.as('ana').commands(to, [{ id, type: 'read-all', upTo: to }])
    expect(results).toEqual([{ id, status: 'refused', code: 'epoch' }])
    expect((await server.as('ana').counts()).unread).toBe(2)
    await server.close()
    await store.remove()
  })

  it('answers an invalid cursor with a snapshot, and stays unchanged', async () => {
    const store = await kind.create()
    const server = await startTestServer(store)
    await server.post(enrolled('ana', 'a'))
    const ana = server.as('ana')
    const { to, epoch } = await ana.inbox()
    const forged = fc.oneof(
      fc.string({ maxLength: 128 }).filter((text) => text.trim() !== '' && text !== to),
      fc
        .tuple(fc.nat(to.length - 1), fc.constantFrom('0', 'z', '-', '.', 'A'))
        .map(([at, letter]) => to.slice(0, at) + letter + to.slice(at + 1))
        .filter((text) => text !== to),
      fc.nat(1000).map((u) => to.replace(/\.1\.0\./, `.${(u + 2).toString(36)}.0.`)),
    )
    await fc.assert(
      fc.asyncProperty(forged, async (cursor) => {
        const response = await server.fetch(
          `/v1/inbox/sync?cursor=${encodeURIComponent(cursor)}`,
          ana,
        )
        const { frames } = (await response.json()) as { frames: { type: string; epoch: string }[] }
        expect(frames[1]).toMatchObject({ type: 'snapshot', reason: 'epoch', epoch })
      }),
      { numRuns: 40 },
    )
    expect(await resume(server, to)).toMatchObject({ type: 'delta', epoch })
    await server.close()
    await store.remove()
  })
  it('answers a signed cursor that it cannot continue with a snapshot, for that page only', async () => {
    const store = await kind.create()
    const sign = await signerOf(store)
    const server = await startTestServer(store, { heartbeatMs: 100 })
    const ana = server.as('ana')
    await server.post([enrolled('ana', 'a'), enrolled('leo', 'a')])
    const old = await ana.inbox()
    const { epoch, position } = old
    const bystanders = await Promise.all(['ana', 'leo'].map((name) => server.as(name).stream()))
    for (const stream of bystanders) await stream.until('heartbeat')

    const { u, b } = position
    const cursors = [
      ['ahead', sign({ epoch, position: { u: u + 1, b } })],
      ['ahead', sign({ epoch, position: { u, b: b + 1 } })],
      ['ahead', sign({ epoch, position: { u: Number.MAX_SAFE_INTEGER, b: 0 } })],
      ['epoch', sign({ epoch: 'another-0a1b2c3d', position })],
    ] as const
    for (const [reason, cursor] of cursors)
      expect(await resume(server, cursor)).toMatchObject({
        type: 'snapshot',
        reason,
        epoch,
        position,
      })
    for (const stream of bystanders)
      for (let beats = 0; beats < 3; beats += 1)
        expect(await stream.next()).toMatchObject({ type: 'heartbeat', epoch })
    expect(await resume(server, old.to)).toMatchObject({ type: 'delta', epoch, from: position })

    // An undo raises the floor of this inbox only.
    const id = randomUUID()
    await ana.commands(old.to, [{ id, type: 'read-all', upTo: old.to }])
    await ana.commands(old.to, [{ id: randomUUID(), type: 'undo', command: id }])
    expect(await resume(server, old.to)).toMatchObject({ type: 'snapshot', reason: 'undo', epoch })
    expect(await bystanders[1]?.next()).toMatchObject({ type: 'heartbeat', epoch })
    expect((await server.as('leo').inbox()).epoch).toBe(epoch)
    bystanders.forEach((stream) => stream.close())
    await server.close()
    await store.remove()
  })
})
