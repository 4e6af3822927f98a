import { Worker } from 'node:worker_threads'
import { paths } from '../paths.js'
import { type Database, DatabaseError, type Parameter, retryConflicts } from './database.js'
import type { WorkerResponse, WorkerTask } from './pglite-messages.js'
import { beginStatement } from './session.js'

/** The embedded database. */
export interface EmbeddedDatabase extends Database {
  /** Frees the space of old rows and updates the planner's statistics. PGlite has no autovacuum. */
  maintain(): Promise<void>
}

/**
 * Opens the embedded database in a thread of its own. PGlite has one connection, so transactions
 * run one after the other.
 *
 * PGlite does not lock its folder: two processes in one folder destroy each other's data without an
 * error. The caller must hold the lock of {@link file://./directory-lock.ts}.
 *
 * @param folder - the path of the folder, which is created and initialised if it does not exist
 * @throws {DatabaseError} if the folder cannot be opened
 */
export async function openPglite(folder: string): Promise<EmbeddedDatabase> {
  const worker = startWorker(folder)
  await worker.opened
  let last: Promise<unknown> = Promise.resolve()
  const alone = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = last.then(run, run)
    last = turn.catch(() => undefined)
    return turn
  }

  const query = async <T>(sql: string, parameters: readonly Parameter[] = []): Promise<T[]> =>
    (await worker.send({ kind: 'query', sql, parameters })) as T[]
  const attempt: Database['transaction'] = (platform, work, options = {}) =>
    alone(async () => {
      // The worker keeps the order of messages, so the first statement need not wait
      // for `begin` here.
      const begun = worker.send({ kind: 'run', sql: beginStatement(platform, options) })
      try {
        const [result] = await Promise.all([work({ query }), begun])
        await worker.send({ kind: 'run', sql: 'commit' })
        return result
      } catch (error) {
        await worker.send({ kind: 'run', sql: 'rollback' })
        throw error
      }
    })

  let closing: Promise<void> | undefined
  return {
    transaction: (platform, work, options) =>
      retryConflicts(() => attempt(platform, work, options)),
    maintain: () =>
      alone(async () => {
        await worker.send({ kind: 'run', sql: 'vacuum (analyze)' })
      }),
    close: () => (closing ??= alone(worker.stop)),
  }
}

interface Pending {
  readonly resolve: (rows: unknown[]) => void
  readonly reject: (error: DatabaseError) => void
}

/** Starts the worker thread. Returns functions that send a task and wait for its response. */
function startWorker(folder: string) {
  // The flags of the process may not suit a file (such as --input-type of "node -e").
  const worker = new Worker(paths.pgliteWorker, { workerData: { folder }, execArgv: [] })
  const pending = new Map<number, Pending>()
  let lastId = 0
  let gone: DatabaseError | undefined

  const expect = (id: number) =>
    new Promise<unknown[]>((resolve, reject) => {
      if (gone) reject(gone)
      else pending.set(id, { resolve, reject })
    })
  const end = (cause?: unknown): void => {
    gone ??= new DatabaseError('the embedded database has stopped', '57P01', { cause })
    for (const { reject } of pending.values()) reject(gone)
    pending.clear()
  }
  worker.on('message', (response: WorkerResponse) => {
    const call = pending.get(response.id)
    pending.delete(response.id)
    if ('rows' in response) call?.resolve(response.rows)
    else call?.reject(new DatabaseError(response.error.message, response.error.state))
  })
  worker.on('error', end)
  worker.on('exit', () => end())

  const send = (task: WorkerTask): Promise<unknown[]> => {
    lastId += 1
    const answer = expect(lastId)
    if (!gone) worker.postMessage({ id: lastId, task })
    return answer
  }
  return {
    opened: expect(0),
    send,
    stop: async (): Promise<void> => {
      await send({ kind: 'close' })
      await worker.terminate()
    },
  }
}
