import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './built.js'
import { poll } from './in-page.js'
import { freePort } from './ports.js'
import { spawnBound } from './spawn-bound.js'

/** The built server in demo mode, in a process and a data directory of its own. */
export interface DemoServer {
  /** Where it listens, without a slash at the end. The same over all restarts. */
  readonly url: string
  /** The output of the process since its last start. */
  readonly output: () => string
  /**
   * Posts one event as the platform's back end and answers its id.
   *
   * @throws Error unless the server accepts it.
   */
  postEvent(type: string, data: object, id?: string): Promise<string>
  /** Ends the process as a power cut would. */
  kill9(): Promise<void>
  /** Starts it again on the same port and data; ends it first if it runs. */
  restart(): Promise<void>
  /** Ends the process and removes its data. */
  stop(): Promise<void>
}

/**
 * Builds what is out of date and starts the server.
 *
 * @param settings More of its environment.
 * @throws Error with what it printed when it does not become ready.
 */
export async function startDemoServer(settings: NodeJS.ProcessEnv = {}): Promise<DemoServer> {
  await ensureBuilt()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const data = await mkdtemp(join(tmpdir(), 'belfry-demo-'))
  let running = await start(port, data, settings)
  return {
    url,
    output: () => running.output(),
    postEvent: (type, body, id = randomUUID()) => postEvent(url, type, body, id),
    kill9: () => end(running.process, 'SIGKILL'),
    async restart() {
      await end(running.process, 'SIGTERM')
      running = await start(port, data, settings)
    },
    async stop() {
      await end(running.process, 'SIGTERM')
      await rm(data, { recursive: true, force: true })
    },
  }
}

interface Running {
  readonly process: ChildProcess
  readonly output: () => string
}

async function start(port: number, data: string, settings: NodeJS.ProcessEnv): Promise<Running> {
  const child = spawnBound(process.execPath, ['server/dist/main.js', '--demo'], {
    env: { ...settings, PORT: String(port), BELFRY_DATA_DIR: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const keep = (chunk: Buffer) => void (printed += chunk.toString())
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  try {
    await poll('a ready server', 100_000, async () => {
      if (hasEnded(child)) return true
      return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
    })
    if (hasEnded(child)) throw new Error(`it ended with ${child.exitCode}`)
  } catch (cause) {
    child.kill('SIGKILL')
    throw new Error(`the demo server did not start; it printed:\n${printed}`, { cause })
  }
  return { process: child, output: () => printed }
}

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

async function postEvent(url: string, type: string, data: object, id: string): Promise<string> {
  const response = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { authorization: 'Bearer demo-key', 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({ specversion: '1.0', source: '/test', id, type, data }),
  })
  if (response.status !== 202)
    throw new Error(`${type} was answered ${response.status}: ${await response.text()}`)
  return id
}
