import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/storage/database.js'
import { openStorage } from '../../src/storage/open-storage.js'
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

  it('returns numbers, timestamps and JSON in the same types', async () => {
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

  it('isolates platforms, even if a statement has no condition on the platform', async () => {
    const seen = await database.transaction('one', (transaction) =>
      transaction.query('select member from members'),
    )
    expect(seen).toEqual([{ member: 'member of one' }])
    const intrude = database.transaction('one', (transaction) =>
      transaction.query("insert into members (platform, member) values ('two', 'intruder')"),
    )
    await expect(intrude).rejects.toMatchObject({ state: '42501' })
  })

  it('denies the role of platforms access to secrets', async () => {
    for (const table of ['meta', 'api_keys']) {
      const reading = database.transaction('one', (transaction) =>
        transaction.query(`select * from ${table}`),
      )
      await expect(reading).rejects.toMatchObject({ state: '42501' })
    }
  })

  it('leaves the platform at the end of the transaction', async () => {
    await database.transaction('one', (transaction) => transaction.query('select 1'))
    const all = await database.transaction(null, (transaction) =>
      transaction.query('select member from members'),
    )
    expect(all).toHaveLength(2)
  })

  it('treats a platform name with a quote as a name', async () => {
    const seen = await database.transaction("one' or '1'='1", (transaction) =>
      transaction.query('select member from members'),
    )
    expect(seen).toEqual([])
  })

  it('rolls back if the work throws', async () => {
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

  it('refuses to write in a read-only transaction', async () => {
    const writing = database.transaction(
      'one',
      (transaction) => transaction.query('delete from members'),
      { readOnly: true },
    )
    await expect(writing).rejects.toMatchObject({ state: '25006' })
  })

  it('isolates concurrent transactions', async () => {
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

describe.each(storeKinds().filter(({ name }) => name === 'PostgreSQL'))(
  'a store on $name',
  (kind) => {
    let store: TestStore

    beforeEach(async () => {
      store = await kind.create()
    })
    afterEach(() => store.remove())

    const epochOf = async (database: Database) => {
      const [row] = await database.transaction(null, (transaction) =>
        transaction.query<{ epoch: string }>('select epoch from lineage'),
      )
      return row?.epoch
    }

    it('keeps its epoch, and gets a new one if the cluster behind it changes', async () => {
      const first = await openStorage(store.options)
      const epoch = await epochOf(first)
      await first.close()
      const second = await openStorage(store.options)
      expect(await epochOf(second)).toBe(epoch)
      // This simulates a restore or a promotion: the stored evidence differs from the current one.
      await second.transaction(null, (transaction) =>
        transaction.query("update lineage set evidence = '1/1'"),
      )
      await second.close()
      const third = await openStorage(store.options)
      expect(await epochOf(third)).not.toBe(epoch)
      await third.close()
    })

    it('isolates platforms for an owner who is not a superuser', async () => {
      const url = new URL(store.options.databaseUrl ?? '')
      const owner = `owner_${url.pathname.slice(1)}`
      const admin = new pg.Client(url.href)
      await admin.connect()
      await admin.query(`create role ${owner} login createrole`)
      await admin.query(`alter database ${url.pathname.slice(1)} owner to ${owner}`)
      url.username = owner
      const database = await openStorage({ databaseUrl: url.href, dataDirectory: '' })
      await database.transaction(null, async (transaction) => {
        for (const platform of ['one', 'two'])
          await savePlatform(transaction, platform, { gamification: false })
      })
      const seen = await database.transaction('one', (transaction) =>
        transaction.query('select platform from platforms'),
      )
      expect(seen).toEqual([{ platform: 'one' }])
      await database.close()
      await admin.query(`reassign owned by ${owner} to postgres`)
      await admin.query(`drop owned by ${owner}`)
      await admin.query(`drop role ${owner}`)
      await admin.end()
    })

    it('migrates its schema once if several servers start together', async () => {
      const together = await Promise.all(
        Array.from({ length: 4 }, () => openStorage(store.options)),
      )
      const epochs = await Promise.all(together.map(epochOf))
      expect(new Set(epochs).size).toBe(1)
      await Promise.all(together.map((database) => database.close()))
    })

    it('reports in one line that the database is out of reach', async () => {
      const databaseUrl = 'postgresql://postgres@127.0.0.1:1/none'
      await expect(openStorage({ databaseUrl, dataDirectory: '' })).rejects.toThrow(
        /^Cannot use the database of DATABASE_URL: [^\n]*$/,
      )
    })
  },
)
