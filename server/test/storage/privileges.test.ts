import { randomUUID } from 'node:crypto'
import pg from 'pg'
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  it,
  onTestFinished,
} from 'vitest'
import { StartupError } from '../../src/errors.js'
import { openStorage } from '../../src/storage/open-storage.js'
import { startPostgres, type TestCluster } from '../support/postgres.js'
import { startTestServer, type TestServer } from '../support/server.js'

// Roles belong to a whole cluster, and other tests need them, so this file has its own cluster.
if (inject('postgres') !== null)
  describe('an ordinary PostgreSQL user', () => {
    let cluster: TestCluster
    let admin: pg.Client
    let url: string
    let user: string
    let database: string

    const run = (statement: string) => admin.query(statement)
    const unique = (name: string) => `${name}_${randomUUID().slice(0, 8)}`
    const options = () => ({ databaseUrl: url, dataDirectory: '' })
    const start = async (): Promise<TestServer> => {
      const server = await startTestServer({ options: options(), remove: async () => undefined })
      onTestFinished(() => server.close())
      return server
    }
    /** Opens the store and returns the statements that the refusal asks for. */
    const refusedWith = async (): Promise<string[]> => {
      const error: unknown = await openStorage(options()).then(
        (opened) => opened.close(),
        (refusal: unknown) => refusal,
      )
      expect(error).toBeInstanceOf(StartupError)
      const lines = (error as StartupError).message.split('\n')
      return lines.filter((line) => line.startsWith('  ')).map((line) => line.trim())
    }
    const obey = async (statements: readonly string[]) => {
      for (const statement of statements) await run(statement)
    }
    const statusOf = async (server: TestServer, path: string, headers = {}) =>
      (await server.fetch(path, { headers })).status

    beforeAll(async () => {
      const started = await startPostgres()
      if (!started) throw new Error('PostgreSQL was there a moment ago')
      cluster = started
    })
    afterAll(() => cluster.stop())
    beforeEach(async () => {
      const root = new pg.Client(cluster.url)
      await root.connect()
      user = unique('school-user')
      database = unique('school-data')
      await root.query(`create role "${user}" login`)
      await root.query(`create database "${database}" owner "${user}"`)
      await root.end()
      const address = new URL(cluster.url)
      address.pathname = database
      admin = new pg.Client(address.href)
      await admin.connect()
      onTestFinished(async () => {
        await run('drop owned by belfry_platform').catch(() => undefined)
        await run('drop role if exists belfry_platform')
        await admin.end()
      })
      address.username = user
      url = address.href
    })

    it('who may not create roles gets the statements that create and grant the role', async () => {
      const statements = await refusedWith()
      expect(statements).toEqual([
        'CREATE ROLE belfry_platform NOLOGIN;',
        `GRANT belfry_platform TO "${user}";`,
      ])
      await obey(statements)
      const server = await start()
      expect(await statusOf(server, '/readyz')).toBe(200)
      expect((await server.as('ana').inbox()).type).toBe('snapshot')
    })

    it('who was not granted the role gets the statement at the start, not an error in every request', async () => {
      await run('create role belfry_platform nologin')
      const statements = await refusedWith()
      expect(statements).toEqual([`GRANT belfry_platform TO "${user}";`])
      await obey(statements)
      expect((await (await start()).as('ana').inbox()).type).toBe('snapshot')
    })

    it('who may create roles needs nothing else', async () => {
      await run(`alter role "${user}" createrole`)
      expect((await (await start()).as('ana').inbox()).type).toBe('snapshot')
    })

    it('who may not create tables gets the statement that grants it', async () => {
      await obey(['create role belfry_platform nologin', `grant belfry_platform to "${user}"`])
      await run(`alter database "${database}" owner to postgres`)
      const statements = await refusedWith()
      expect(statements).toEqual([`GRANT USAGE, CREATE ON SCHEMA "public" TO "${user}";`])
      await obey(statements)
      expect((await (await start()).as('ana').inbox()).type).toBe('snapshot')
    })

    it('who may not connect gets the statement that grants it', async () => {
      await run(`alter database "${database}" owner to postgres`)
      await run(`revoke connect on database "${database}" from public`)
      const statements = await refusedWith()
      expect(statements).toEqual([`GRANT CONNECT ON DATABASE "${database}" TO "${user}";`])
      await obey(statements)
      // The start gets further and fails at the next privilege.
      expect(await refusedWith()).toEqual([`GRANT USAGE, CREATE ON SCHEMA "public" TO "${user}";`])
    })

    it('whose tables belong to another user gets the statements that change the owner', async () => {
      await run('create role belfry_platform nologin')
      await run(`grant belfry_platform to "${user}"`)
      const ofRoot = new URL(url)
      ofRoot.username = 'postgres'
      await (await openStorage({ databaseUrl: ofRoot.href, dataDirectory: '' })).close()
      const statements = await refusedWith()
      expect(statements).toContain(`ALTER TABLE "public".inboxes OWNER TO "${user}";`)
      await obey(statements)
      expect((await (await start()).as('ana').inbox()).type).toBe('snapshot')
    })

    describe('whose database is ready', () => {
      beforeEach(async () => {
        await run('create role belfry_platform nologin')
        await run(`grant belfry_platform to "${user}"`)
        await (await openStorage(options())).close()
      })

      it.each([
        [
          'closes its schema to the public',
          'revoke usage on schema public from public',
          ['GRANT USAGE ON SCHEMA "public" TO belfry_platform;'],
        ],
        [
          'was restored without its privileges',
          'revoke all on inboxes, members, platforms, lineage from belfry_platform',
          [
            'GRANT SELECT, INSERT, UPDATE, DELETE ON members, inboxes TO belfry_platform;',
            'GRANT SELECT, UPDATE ON platforms TO belfry_platform;',
            'GRANT SELECT ON lineage TO belfry_platform;',
          ],
        ],
        [
          'lacks one privilege of one table',
          'revoke delete on receipts from belfry_platform',
          ['GRANT SELECT, INSERT, UPDATE, DELETE ON receipts TO belfry_platform;'],
        ],
        [
          'lets the role see all platforms',
          'alter role belfry_platform bypassrls',
          ['ALTER ROLE belfry_platform NOSUPERUSER NOBYPASSRLS;'],
        ],
      ])('gets the statements to run if the database %s', async (_name, fault, statements) => {
        await run(fault)
        expect(await refusedWith()).toEqual(statements)
        await obey(statements)
        expect((await (await start()).as('ana').inbox()).type).toBe('snapshot')
      })

      it('is asked for every privilege that the schema grants', async () => {
        const { rows } = await admin.query<{ granted: string }>(
          `select distinct concat(privilege_type, ' ', table_name) as granted
          from information_schema.role_table_grants where grantee = 'belfry_platform'`,
        )
        expect(rows.length).toBeGreaterThan(50)
        for (const { granted } of rows) {
          const [privilege = '', table = ''] = granted.split(' ')
          await run(`revoke ${privilege} on ${table} from belfry_platform`)
          const [statement = ''] = await refusedWith()
          expect(statement).toContain(privilege)
          expect(statement).toContain(table)
          await run(statement)
        }
      })

      it('gets 503 from the server while the role is revoked, and 200 once it is granted again', async () => {
        const server = await start()
        const ana = server.as('ana')
        await ana.inbox()
        const statuses = async () => [
          await statusOf(server, '/readyz'),
          await statusOf(server, '/v1/inbox', ana.headers),
        ]
        await run(`revoke belfry_platform from "${user}"`)
        expect(await statuses()).toEqual([503, 503])
        await run(`grant belfry_platform to "${user}"`)
        expect(await statuses()).toEqual([200, 200])
      })
    })
  })
