import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openDataDirectory } from '../../src/storage/data-directory.js'
import type { Transaction } from '../../src/storage/database.js'
import { migrate } from '../../src/storage/migrate.js'
import { migrations } from '../../src/storage/migrations/index.js'
import { openPostgres } from '../../src/storage/postgres.js'
import { storeKinds } from '../support/stores.js'

const content = { type: 'announcement.published', title: 'Lição', message: 'Olá' }
const MANY = 1005

/**
 * Fills a store of schema 1: one member with more rows than one statement fills, and a broadcast.
 */
async function fillOldStore(transaction: Transaction): Promise<void> {
  await transaction.query("insert into platforms (platform) values ('school')")
  await transaction.query("insert into members (platform, member) values ('school', 'ana')")
  await transaction.query("insert into inboxes (platform, member) values ('school', 'ana')")
  await transaction.query(
    `insert into notifications (platform, member, id, category, kind, rev, pos, alert_pos,
      content_rev, created_at, content)
    select 'school', 'ana', gen_random_uuid(), 'system', 'created', n, n, n, n, now(), $1::jsonb
    from generate_series(1, ${MANY}) n`,
    [JSON.stringify(content)],
  )
  await transaction.query(
    `insert into broadcasts (platform, id, audience, category, kind, revb, pos, alert_pos,
      content_rev, created_at, contents)
    values ('school', $1, 'platform', 'system', 'created', 1, 1, 1, 1, now(), $2::jsonb)`,
    [randomUUID(), JSON.stringify({ en: content, es: { ...content, title: 'Lección' } })],
  )
}

describe.each(storeKinds())('a store of an earlier version on $name', (kind) => {
  it('finds its old rows after the migration', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belfry-old-'))
    const store = await kind.create()
    const url = store.options.databaseUrl
    const database = url === undefined ? await openDataDirectory(folder) : openPostgres({ url })
    try {
      await migrate(database, migrations.slice(0, 1))
      await database.transaction(null, fillOldStore)
      await migrate(database)
      const read = (sql: string) => database.transaction('school', (one) => one.query(sql))
      expect(await read('select search_text, count(*) from inbox_rows group by 1')).toEqual([
        { search_text: 'LICAO\nOLA', count: MANY },
      ])
      expect(await read('select search_texts from broadcasts')).toEqual([
        { search_texts: { en: 'LICAO\nOLA', es: 'LECCION\nOLA' } },
      ])
    } finally {
      await database.close()
      await store.remove()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
