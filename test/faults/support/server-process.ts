import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { JWT_SECRET, KEYS, tokenFor } from '../../../server/test/support/server.js'
import { copyDataDirectory } from '../../../server/test/support/stores.js'
import { poll } from '../../support/in-page.js'
import { freePort } from '../../support/ports.js'
import { spawnBound } from '../../support/spawn-bound.js'

/** The built server in a process of its own, on its own data. */
export interface ServerProcess {
  readonly port: number
  readonly url: string
  /** Its log. */
  readonly log: () => string
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Asks it to end, and waits until it has. */
  terminate(): Promise<void>
  /** Starts it again, on the same port and data. */
  start(): Promise<void>
  /** Stops it in the middle of whatever it does. */
  freeze(): void
  /** Lets it go on. */
  thaw(): void
  /** Ends it and removes its data. */
  remove(): Promise<void>
}

/** Times that are short, and limits that no test reaches by accident. */
const SETTINGS = {
  HOST: '127.0.0.1',
  BELFRY_JWT_SECRET: JWT_SECRET,
  BELFRY_API_KEYS: `school=${KEYS.school}`,
  BELFRY_HEARTBEAT_MS: '300',
  BELFRY_SWEEP_MS: '500',
  BELFRY_DRAIN_MS: '2000',
  BELFRY_STREAMS_PER_ADDRESS: '1000',
  BELFRY_STREAMS_PER_MEMBER: '100',
  BELFRY_EVENTS_PER_SECOND: '100000',
  BELFRY_COMMANDS_PER_SECOND: '100000',
}

/**
 * Starts a server.
 *
 * @param settings Override those above.
 */
export async function startServerProcess(
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const { folder, remove } = copyDataDirectory()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { ...SETTINGS, ...settings, PORT: String(port), BELFRY_DATA_DIR: folder }
  let child: ChildProcess | undefined
  let log = ''

  const start = async (): Promise<void> => {
    const started = spawnBound(process.execPath, ['server/dist/main.js'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    child = started
    started.stderr?.on('data', (chunk) => (log += String(chunk)))
    await poll('a ready server', 60_000, async () => {
      if (hasEnded(started)) return true
      return (await fetch(`${url}/readyz`)).ok
    })
    if (hasEnded(started)) throw new Error(`the server ended: ${log}`)
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child || hasEnded(child)) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  await start()
  return {
    port,
    url,
    log: () => log,
    start,
    kill: () => end('SIGKILL'),
    terminate: () => end('SIGTERM'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async remove() {
      await end('SIGKILL')
      remove()
    },
  }
}

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null

/** A member of the platform, as the host's own back end sees them. */
export interface Person {
  readonly member: string
  readonly token: string
}

/** Signs a member's token. */
export const personOf = async (member: string): Promise<Person> => ({
  member,
  token: await tokenFor({ sub: member, platform: 'school', role: 'member' }),
})

/** An event of the platform, but for what is the same in all. */
export interface PostedEvent {
  readonly id: string
  readonly type: string
  readonly data: object
}

/** Posts events straight to the server, all or none. Answers whether they were acknowledged. */
export async function postEvents(url: string, ...events: PostedEvent[]): Promise<boolean> {
  try {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      signal: AbortSignal.timeout(5_000),
      headers: {
        authorization: `Bearer ${KEYS.school}`,
        'content-type': 'application/cloudevents-batch+json',
      },
      body: JSON.stringify(
        events.map((event) => ({ specversion: '1.0', source: '/faults', ...event })),
      ),
    })
    await response.body?.cancel()
    return response.status === 202
  } catch {
    // Not answered: they may be stored or not, and are posted again.
    return false
  }
}
