import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StartupError } from '../../src/errors.js'
import { openDataDirectory } from '../../src/storage/data-directory.js'
import { type DirectoryLock, lockDirectory } from '../../src/storage/directory-lock.js'
import type { LockPatience } from '../../src/storage/lock-wait.js'
import { markRunning } from '../../src/storage/lineage.js'
import { openStorage } from '../../src/storage/open-storage.js'
import { copyDataDirectory } from '../support/stores.js'

/** The pid of a process that cannot exist, because it is above every pid_max. */
const DEAD_PID = 2 ** 22 + 1

describe('the lock of a data directory', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'belfry-lock-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const leave = (generation: number, holder: object) =>
    writeFileSync(
      join(folder, `lock.${generation}`),
      JSON.stringify({
        host: hostname(),
        pid: DEAD_PID,
        startedAt: null,
        released: false,
        ...holder,
      }),
    )

  it('refuses a second holder, and names the directory and the process', async () => {
    const lock = await lockDirectory(folder)
    await expect(lockDirectory(folder)).rejects.toThrow(
      `The data directory ${folder} is locked: process ${process.pid} uses it.`,
    )
    await lock.release()
    await (await lockDirectory(folder)).release()
  })

  it('is taken over at once from a process that was killed', async () => {
    leave(7, {})
    const lock = await lockDirectory(folder)
    expect(readdirSync(folder)).toEqual(['lock.8'])
    await lock.release()
  })

  it('is taken over if the holder’s pid now belongs to another process', async () => {
    leave(1, { pid: process.pid, startedAt: 'another boot:123' })
    await (await lockDirectory(folder)).release()
  })

  describe('held by another host', () => {
    const waits: number[] = []
    const patience: LockPatience = {
      silenceMs: 1500,
      pollMs: 10,
      onWait: ({ pid }) => waits.push(pid),
    }

    beforeEach(() => {
      waits.length = 0
      leave(1, { host: 'elsewhere', pid: 1 })
    })

    it('is awaited until its holder releases it, and the wait is logged once', async () => {
      const taken = lockDirectory(folder, patience)
      await expect.poll(() => waits).toEqual([1])
      leave(1, { host: 'elsewhere', pid: 1, released: true })
      const lock = await taken
      expect(readdirSync(folder)).toEqual(['lock.2'])
      expect(waits).toEqual([1])
      await lock.release()
    })

    it('is taken over if the holder had no heartbeat during the wait, whatever its clock shows', async () => {
      const tomorrow = new Date(Date.now() + 86_400_000)
      utimesSync(join(folder, 'lock.1'), tomorrow, tomorrow)
      const lock = await lockDirectory(folder, patience)
      expect(readdirSync(folder)).toEqual(['lock.2'])
      await lock.release()
    })

    it('is refused after the wait if the holder had a heartbeat', async () => {
      const alive = setInterval(() => {
        const now = new Date()
        utimesSync(join(folder, 'lock.1'), now, now)
      }, 50)
      try {
        await expect(lockDirectory(folder, patience)).rejects.toThrow('process 1 on elsewhere')
        expect(waits).toEqual([1])
      } finally {
        clearInterval(alive)
      }
    })
  })

  it('is taken by exactly one of many processes that find it stale at the same time', async () => {
    leave(3, {})
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => lockDirectory(folder)),
    )
    const held = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(held).toHaveLength(1)
    await expect(lockDirectory(folder)).rejects.toBeInstanceOf(StartupError)
    await Promise.all(held.map((lock: DirectoryLock) => lock.release()))
  })

  it('leaves no draft file behind', async () => {
    const lock = await lockDirectory(folder)
    await lock.release()
    await lock.release()
    expect(readdirSync(folder)).toEqual(['lock.1'])
    expect(JSON.parse(readFileSync(join(folder, 'lock.1'), 'utf8'))).toMatchObject({
      released: true,
    })
  })
})

describe('a data directory', () => {
  let folder: string
  let remove: () => void

  beforeEach(() => {
    ;({ folder, remove } = copyDataDirectory())
  })
  afterEach(() => remove())

  const epochOf = async (storage: Awaited<ReturnType<typeof openStorage>>) => {
    const [row] = await storage.transaction(null, (transaction) =>
      transaction.query<{ epoch: string }>('select epoch from lineage'),
    )
    return row?.epoch
  }

  it('is initialised again if the first initialisation was killed', async () => {
    rmSync(join(folder, 'pglite'), { recursive: true })
    mkdirSync(join(folder, 'pglite-new-99'))
    writeFileSync(join(folder, 'pglite-new-99', 'PG_VERSION'), '18')
    const database = await openDataDirectory(folder)
    expect(existsSync(join(folder, 'pglite-new-99'))).toBe(false)
    expect(existsSync(join(folder, 'pglite'))).toBe(true)
    await database.close()
  })

  it('can be vacuumed and analysed while it is in use', async () => {
    const database = await openDataDirectory(folder)
    await Promise.all([
      database.maintain(),
      database.transaction(null, (transaction) => transaction.query('select 1')),
    ])
    const [row] = await database.transaction(null, (transaction) =>
      transaction.query<{ counted: boolean }>(
        "select count(*) > 0 as counted from pg_stats where tablename = 'lineage'",
      ),
    )
    expect(row).toEqual({ counted: true })
    await database.close()
  })

  it('keeps its epoch after a proper close, and gets a new one after a kill', async () => {
    const first = await openStorage({ dataDirectory: folder })
    const epoch = await epochOf(first)
    await first.close()
    const second = await openStorage({ dataDirectory: folder })
    expect(await epochOf(second)).toBe(epoch)
    await second.close()

    // This simulates a kill: the mark of a proper close is missing.
    const killed = await openDataDirectory(folder)
    await markRunning(killed)
    await killed.close()
    const third = await openStorage({ dataDirectory: folder })
    expect(await epochOf(third)).not.toBe(epoch)
    await third.close()
  })
})
