import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/storage/database.js'
import { openStorage } from '../../src/storage/open.js'
import { savePlatform } from '../../src/storage/platforms.js'
import { storeKinds, type TestStore } from '../support/stores.js'

describe.each(storeKinds())('the store on $name', (kind) => {
  let store: TestStore
  let database: Database

  beforeAll(async () => {
    store = await kind.create()
    database = await openStorage(store.options)
    await database.transaction(null, async (transaction) => {
      for (const platform of ['one', 'two']) {
        await savePlatform(transaction, platform, { gamification: true })
        await transaction.query('insert into members (platform, member) values ($1, $2)', [
          platform,
          `member of ${platform}`,
        ])
      }
    })
  })

  afterAll(async () => {
    await database.close()
    await store.remove()
  })

  it('answers numbers, moments and JSON alike', async () => {
    const [row] = await database.transaction('one', (transaction) =>
      transaction.query(
        `select 9007199254740991::int8 as number, '2026-01-31T12:00:00.5+02:00'::timestamptz as moment,
          '{"a":[1]}'::jsonb as json, array['x', 'y,"z'] as texts, count(*) as count
        from members`,
      ),
    )
    expect(row).toEqual({
      number: 9007199254740991,
      moment: '2026-01-31T10:00:00.500Z',
      json: { a: [1] },
      texts: ['x', 'y,"z'],
      count: 1,
    })
  })

  it('shows one platform nothing of another, whatever a statement forgets to say', async () => {
    const seen = await database.transaction('one', (transaction) =>
      transaction.query('select member from members'),
    )
    expect(seen).toEqual([{ member: 'member of one' }])
    const intrude = database.transaction('one', (transaction) =>
      transaction.query("insert into members (platform, member) values ('two', 'intruder')"),
    )
    await expect(intrude).rejects.toMatchObject({ state: '42501' })
  })

  it('keeps its secrets from the role that platforms run under', async () => {
    for (const table of ['meta', 'api_keys']) {
      const reading = database.transaction('one', (transaction) =>
        transaction.query(`select * from ${table}`),
      )
      await expect(reading).rejects.toMatchObject({ state: '42501' })
    }
  })

  it('leaves the platform with the transaction', async () => {
    await database.transaction('one', (transaction) => transaction.query('select 1'))
    const all = await database.transaction(null, (transaction) =>
      transaction.query('select member from members'),
    )
    expect(all).toHaveLength(2)
  })

  it('takes a name with a quote as a name', async () => {
    const seen = await database.transaction("one' or '1'='1", (transaction) =>
      transaction.query('select member from members'),
    )
    expect(seen).toEqual([])
  })

  it('takes everything back when the work throws', async () => {
    const work = database.transaction('one', async (transaction) => {
      await transaction.query("insert into members (platform, member) values ('one', 'nobody')")
      throw new Error('changed my mind')
    })
    await expect(work).rejects.toThrow('changed my mind')
    const seen = await database.transaction('one', (transaction) =>
      transaction.query("select from members where member = 'nobody'"),
    )
    expect(seen).toEqual([])
  })

  it('refuses to write where it only reads', async () => {
    const writing = database.transaction(
      'one',
      (transaction) => transaction.query('delete from members'),
      { readOnly: true },
    )
    await expect(writing).rejects.toMatchObject({ state: '25006' })
  })

  it('keeps transactions that run at once apart', async () => {
    const increment = () =>
      database.transaction('one', async (transaction) => {
        const [row] = await transaction.query<{ b: number }>(
          "select b from platforms where platform = 'one' for update",
        )
        await transaction.query("update platforms set b = $1 where platform = 'one'", [
          (row?.b ?? 0) + 1,
        ])
      })
    await Promise.all(Array.from({ length: 12 }, increment))
    const [row] = await database.transaction('one', (transaction) =>
      transaction.query('select b from platforms'),
    )
    expect(row).toEqual({ b: 12 })
  })
})
