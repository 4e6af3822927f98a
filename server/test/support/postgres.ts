import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL cluster that belongs to the tests. */
export interface TestCluster {
  /** The URL of its first database. */
  readonly url: string
  /**
   * Copies the cluster as a standby that receives no further changes.
   *
   * @returns a function that promotes the standby to a cluster of its own, without later writes
   */
  backUp(): () => Promise<TestCluster>
  stop(): void
}

const OPTIONS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
]

/**
 * Starts a temporary cluster; `null` if PostgreSQL is not installed.
 *
 * @throws {Error} if PostgreSQL is not installed and `CI` is set, because CI must not
 *   skip tests silently
 */
export async function startPostgres(): Promise<TestCluster | null> {
  const programs = findPrograms()
  if (!programs) {
    if (process.env['CI']) throw new Error('PostgreSQL is not installed')
    process.stderr.write('Not tested on PostgreSQL: it is not installed (see npm test).\n')
    return null
  }
  const folder = makeFolder()
  const initdb = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C']
  run(programs, folder, 'initdb', ['-D', join(folder, 'data'), ...initdb])
  return startCluster(programs, folder)
}

/** Starts the cluster in a folder. The folder is removed when the cluster stops. */
async function startCluster(programs: string, folder: string): Promise<TestCluster> {
  const port = await freePort()
  const settings = OPTIONS.flatMap((option) => ['-c', option])
  const data = join(folder, 'data')
  const child = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, ...settings],
    { ...unprivileged(), cwd: folder, stdio: 'ignore' },
  )
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
  await waitUntilReady(url, child)
  return {
    url,
    backUp() {
      const copy = makeFolder()
      const options = [
        '-D',
        join(copy, 'data'),
        '-d',
        url,
        '-X',
        'fetch',
        '-c',
        'fast',
        '--no-sync',
      ]
      run(programs, copy, 'pg_basebackup', options)
      writeFileSync(join(copy, 'data', 'standby.signal'), '')
      return async () => {
        const standby = await startCluster(programs, copy)
        const client = new pg.Client(standby.url)
        await client.connect()
        await client.query('select pg_promote()')
        await client.end()
        return standby
      }
    },
    stop() {
      child.kill('SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-postgres-'))
  const user = unprivileged()
  if (user) chownSync(folder, user.uid, user.gid)
  return folder
}

function run(programs: string, folder: string, program: string, options: string[]): void {
  execFileSync(join(programs, program), options, {
    ...unprivileged(),
    cwd: folder,
    stdio: 'ignore',
  })
}

function findPrograms(): string | undefined {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  return [
    ...versions.map((version) => join(root, version, 'bin')),
    '/usr/bin',
    '/usr/local/bin',
  ].find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** Returns the user to run PostgreSQL as, because initdb refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (option: string) =>
    Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error('PostgreSQL did not start')
    const client = new pg.Client(url)
    try {
      await client.connect()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
