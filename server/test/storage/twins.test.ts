import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COUNT_LIMIT, type Head, isUnread, isUnseen, isVisible, type Row } from 'belfry/protocol'
import type { Database, Transaction } from '../../src/storage/database.js'
import { joinAudiences, saveMembers } from '../../src/storage/directory.js'
import { countRows, listRows } from '../../src/storage/inbox-rows.js'
import { readInboxState } from '../../src/storage/inbox-state.js'
import { openStorage } from '../../src/storage/open-storage.js'
import { savePlatform } from '../../src/storage/platforms.js'
import { storeKinds, type TestStore } from '../support/stores.js'

const platform = 'twins'
const member = 'm'
const key = { platform, member }
const categories = ['learning', 'interaction', 'gamification', 'system']

/**
 * The numbers are small, so that equal ones are frequent. Only equal numbers distinguish < and <=.
 */
const number = fc.integer({ min: 0, max: 6 })
const marks = fc.record({
  scope: fc.constantFrom<Row['scope']>('member', 'broadcast'),
  category: fc.constantFrom(...categories),
  pos: fc.integer({ min: 1, max: 6 }),
  alertPos: fc.integer({ min: 1, max: 6 }),
  readPos: number,
  gonePos: number,
  raisedU: number,
  readAtU: number,
  retracted: fc.boolean(),
  hasReceipt: fc.boolean(),
})
type Generated = typeof marks extends fc.Arbitrary<infer T> ? T : never

const position = fc.record({ u: number, b: number })
const register = fc.dictionary(fc.constantFrom(...categories), position)
/** A mute from one position to another, or one that has not ended. */
const mute = fc.record({
  category: fc.constantFrom(...categories),
  from: number,
  to: fc.option(number, { freq: 2 }),
})
type Mute = typeof mute extends fc.Arbitrary<infer T> ? T : never
const isMuted = ({ scope, category, pos }: Row, mutes: readonly Mute[]): boolean =>
  scope === 'broadcast' &&
  mutes.some(
    (one) => one.category === category && pos > one.from && (one.to === null || pos <= one.to),
  )

const world = fc.record({
  mutes: fc.uniqueArray(mute, { maxLength: 3, selector: ({ category, from }) => category + from }),
  rows: fc.array(marks, { maxLength: 12 }),
  read: register,
  clear: register,
  seen: position,
})

/** Converts a generated row. A broadcast without a receipt has no marks. */
const toRow = (row: Generated, index: number): Row => {
  const isMember = row.scope === 'member'
  const own = isMember || row.hasReceipt
  return {
    id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    scope: row.scope,
    category: row.category,
    createdAt: new Date(index).toISOString(),
    kind: 'created',
    rev: 1,
    revb: isMember ? 0 : 1,
    pos: row.pos,
    alertPos: row.alertPos,
    readPos: own ? row.readPos : 0,
    gonePos: own ? row.gonePos : 0,
    raisedU: !isMember && row.hasReceipt ? row.raisedU : 0,
    readAtU: !isMember && row.hasReceipt ? row.readAtU : 0,
    retracted: !isMember && row.retracted,
    content: null,
  }
}

async function store(
  transaction: Transaction,
  rows: readonly { row: Row; hasReceipt: boolean }[],
  head: Head,
  mutes: readonly Mute[] = [],
): Promise<void> {
  for (const table of ['mutes', 'receipts', 'notifications', 'broadcasts', 'registers'])
    await transaction.query(`delete from ${table} where platform = $1`, [platform])
  await transaction.query(
    'update inboxes set u = 10, seen_u = $3, seen_b = $4 where platform = $1 and member = $2',
    [platform, member, head.seen.u, head.seen.b],
  )
  for (const category of categories) {
    const { u, b } = head.read[category] ?? { u: 0, b: 0 }
    const clear = head.clear[category] ?? { u: 0, b: 0 }
    if (head.read[category] ?? head.clear[category])
      await transaction.query('insert into registers values ($1, $2, $3, $4, $5, $6, $7)', [
        platform,
        member,
        category,
        u,
        b,
        clear.u,
        clear.b,
      ])
  }
  for (const { category, from, to } of mutes)
    await transaction.query(
      'insert into mutes (platform, member, topic, from_b, to_b) values ($1, $2, $3, $4, $5)',
      [platform, member, `category:${category}`, from, to],
    )
  for (const { row, hasReceipt } of rows) await storeRow(transaction, row, hasReceipt)
}

async function storeRow(transaction: Transaction, row: Row, hasReceipt: boolean): Promise<void> {
  const { id, category, pos, alertPos, readPos, gonePos, createdAt } = row
  if (row.scope === 'member') {
    await transaction.query(
      `insert into notifications (platform, member, id, category, kind, rev, pos, alert_pos,
        read_pos, gone_pos, content_rev, created_at, content)
      values ($1, $2, $3, $4, 'created', 1, $5, $6, $7, $8, 1, $9, '{}')`,
      [platform, member, id, category, pos, alertPos, readPos, gonePos, createdAt],
    )
    return
  }
  await transaction.query(
    `insert into broadcasts (platform, id, audience, category, topics, kind, revb, pos, alert_pos,
      retracted, content_rev, created_at, contents)
    values ($1, $2, 'platform', $3, array['category:' || $3], 'created', 1, $4, $5, $6, 1, $7, '{}')`,
    [platform, id, category, pos, alertPos, row.retracted, createdAt],
  )
  if (hasReceipt)
    await transaction.query(
      `insert into receipts (platform, member, broadcast, kind, rev, read_pos, gone_pos, raised_u,
        read_at_u) values ($1, $2, $3, 'read', 1, $4, $5, $6, $7)`,
      [platform, member, id, readPos, gonePos, row.raisedU, row.readAtU],
    )
}

describe.each(storeKinds())('the SQL of $name', (kind) => {
  let testStore: TestStore
  let database: Database

  beforeAll(async () => {
    testStore = await kind.create()
    database = await openStorage(testStore.options)
    await database.transaction(null, async (transaction) => {
      await savePlatform(transaction, platform, { gamification: true })
      await saveMembers(transaction, platform, [{ member }])
      await joinAudiences(transaction, platform, [{ member, audience: 'platform' }])
    })
  })
  afterAll(async () => {
    await database.close()
    await testStore.remove()
  })

  it('shows and counts exactly the rows of isVisible, isUnread and isUnseen', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.boolean(),
        async ({ rows, read, clear, seen, mutes }, gamification) => {
          const stored = rows.map((row, index) => ({
            row: toRow(row, index),
            hasReceipt: row.hasReceipt,
          }))
          const head: Head = { rev: 0, read, clear, seen }
          const { listed, unread, counts } = await database.transaction(
            null,
            async (transaction) => {
              await transaction.query(
                'update platforms set gamification = $1 where platform = $2',
                [gamification, platform],
              )
              await store(transaction, stored, head, mutes)
              const state = await readInboxState(transaction, key)
              if (!state) throw new Error('no inbox')
              const view = { hidden: state.hidden, locale: 'en' }
              return {
                listed: await listRows(transaction, key, view, { limit: 100 }),
                unread: await listRows(transaction, key, view, { limit: 100, unreadOnly: true }),
                counts: await countRows(transaction, key, state),
              }
            },
          )
          const offered = stored
            .map(({ row }) => row)
            .filter(({ category }) => gamification || category !== 'gamification')
            .filter((row) => !isMuted(row, mutes))
          const ids = (some: readonly Row[]) => some.map(({ id }) => id).sort()
          const expected = offered.filter((row) => isUnread(row, head))
          expect(ids(listed.rows)).toEqual(ids(offered.filter((row) => isVisible(row, head))))
          expect(ids(unread.rows)).toEqual(ids(expected))
          expect(counts.unread).toBe(expected.length)
          expect(counts.unseen).toBe(offered.filter((row) => isUnseen(row, head)).length)
          for (const category of categories)
            expect(counts.unreadByCategory[category] ?? 0).toBe(
              expected.filter((row) => row.category === category).length,
            )
        },
      ),
      { numRuns: 120 },
    )
  })

  it('counts exactly up to the limit and no further', async () => {
    const counts = await database.transaction(null, async (transaction) => {
      await store(transaction, [], { rev: 0, read: {}, clear: {}, seen: { u: 0, b: 0 } })
      await transaction.query(
        `insert into notifications (platform, member, id, category, kind, rev, pos, alert_pos,
          content_rev, created_at, content)
        select $1, $2, gen_random_uuid(), case when n <= 999 then 'learning' else 'system' end,
          'created', n, n, n, n, now(), '{}' from generate_series(1, 1005) n`,
        [platform, member],
      )
      const state = await readInboxState(transaction, key)
      if (!state) throw new Error('no inbox')
      return countRows(transaction, key, state)
    })
    expect(counts).toEqual({
      unread: COUNT_LIMIT,
      unreadByCategory: { learning: 999, system: 6 },
      unseen: COUNT_LIMIT,
    })
  })
})
