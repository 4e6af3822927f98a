import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { WorkerRequest, WorkerResponse, WorkerTask } from './pglite-messages.js'
import { typeParsers } from './session.js'

// The embedded database runs in its own thread, so that a slow query does not delay a heartbeat.

const port = parentPort
if (!port) throw new Error('this file runs in a worker thread')
const answer = (response: WorkerResponse): void => port.postMessage(response)

/** Runs a step and sends its rows, or its error, as the response. */
async function respond(id: number, step: () => Promise<unknown[]>): Promise<void> {
  try {
    answer({ id, rows: await step() })
  } catch (cause) {
    const { message = 'the database failed', code = 'XX000' } = cause as {
      message?: string
      code?: string
    }
    answer({ id, error: { message, state: code } })
  }
}

const opening = PGlite.create({
  dataDir: (workerData as { folder: string }).folder,
  parsers: { ...typeParsers },
})

async function perform(task: WorkerTask): Promise<unknown[]> {
  const database = await opening
  if (task.kind === 'query') {
    const { rows } = await database.query(task.sql, [...task.parameters])
    return rows
  }
  await (task.kind === 'run' ? database.exec(task.sql) : database.close())
  return []
}

port.on('message', ({ id, task }: WorkerRequest) => {
  void respond(id, () => perform(task)).then(() => {
    if (task.kind === 'close') port.close()
  })
})
void respond(0, async () => {
  await opening
  return []
})
