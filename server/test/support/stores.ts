import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import type { StorageOptions } from '../../src/storage/open-storage.js'
import type {} from './global-setup.js'

/** A store that belongs to one test. */
export interface TestStore {
  readonly options: StorageOptions
  remove(): Promise<void>
}

/** A kind of database that tests run on. */
export interface StoreKind {
  readonly name: string
  create(): Promise<TestStore>
}

/** Copies an initialised data directory. */
export function copyDataDirectory(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-data-'))
  cpSync(inject('template'), folder, { recursive: true })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

const pglite: StoreKind = {
  name: 'PGlite',
  create() {
    const { folder, remove } = copyDataDirectory()
    return Promise.resolve({
      options: { dataDirectory: folder },
      remove: () => Promise.resolve(remove()),
    })
  },
}

const postgres = (cluster: string): StoreKind => ({
  name: 'PostgreSQL',
  async create() {
    const name = `test_${randomUUID().replaceAll('-', '')}`
    await run(cluster, `create database ${name}`)
    return {
      options: { databaseUrl: cluster.replace(/\/postgres$/, `/${name}`), dataDirectory: '' },
      remove: () => run(cluster, `drop database ${name} with (force)`),
    }
  },
})

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** Returns every kind of database on this machine. */
export const storeKinds = (): StoreKind[] => {
  const cluster = inject('postgres')
  return cluster === null ? [pglite] : [pglite, postgres(cluster)]
}
