import {
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { StartupError } from '../errors.js'
import { type HeldLock, lockPatience, type LockPatience, waitForHolder } from './lock-wait.js'

/** Who holds a data directory. */
interface Holder {
  readonly host: string
  readonly pid: number
  /** What tells this process from a later one with its number; `null` where the system has no /proc. */
  readonly startedAt: string | null
  /** Whether the holder gave it back. */
  readonly released: boolean
}

/** A held data directory. */
export interface DirectoryLock {
  /** Gives the directory back. Safe to call again. */
  release(): Promise<void>
}

/** How often the holder shows that it lives. */
const HEARTBEAT_MS = 5000

// A lock is a numbered file, made complete and at once by link(2). The highest number holds. Who
// finds its holder dead makes the next number: only one can. Numbers are never used again, since the
// last file stays when its holder leaves. So a late taker can never take a lock away from a live one,
// which "remove the stale file, then create mine" allows.
const NAME = /^lock\.(\d+)$/

/**
 * Takes a directory for this process alone. A live holder on this host is refused at once. One on
 * another host is waited for: it may be a container that is being replaced.
 *
 * @param folder Created when it does not exist.
 * @param patience How long a holder on another host is waited for. Default: 30 seconds.
 * @throws {StartupError} when a live process holds it, naming the directory and the process.
 */
export async function lockDirectory(
  folder: string,
  patience: LockPatience = lockPatience,
): Promise<DirectoryLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const wait = waitForHolder(patience)
  for (;;) {
    const highest = Math.max(0, ...(await generations(folder)))
    const held = highest > 0 ? await readHeld(folder, highest, patience) : null
    if (held) {
      const verdict = held.host === hostname() ? 'lives' : await wait(held)
      if (verdict === 'lives') throw refusal(folder, held)
      if (verdict === 'wait') continue
    }
    const lock = await take(folder, highest + 1)
    if (lock) return lock
  }
}

/** Makes a generation ours; answers `null` where another process was faster. */
async function take(folder: string, mine: number): Promise<DirectoryLock | null> {
  if (!(await create(folder, mine))) return null
  const all = await generations(folder)
  if (all.some((generation) => generation > mine)) {
    await rm(fileOf(folder, mine), { force: true })
    return null
  }
  const older = all.filter((generation) => generation < mine)
  await Promise.all(older.map((generation) => rm(fileOf(folder, generation), { force: true })))
  return hold(folder, mine)
}

const fileOf = (folder: string, generation: number): string => join(folder, `lock.${generation}`)

async function generations(folder: string): Promise<number[]> {
  const names = await readdir(folder)
  return names.flatMap((name) => NAME.exec(name)?.slice(1).map(Number) ?? [])
}

/** Creates the file with its content in one step; answers whether it was free. */
async function create(folder: string, generation: number): Promise<boolean> {
  const draft = await writeDraft(folder, false)
  try {
    await link(draft, fileOf(folder, generation))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function writeDraft(folder: string, released: boolean): Promise<string> {
  const me: Holder = {
    host: hostname(),
    pid: process.pid,
    startedAt: startOf(process.pid),
    released,
  }
  const draft = join(folder, `lock-draft-${randomUUID()}`)
  await writeFile(draft, JSON.stringify(me), { mode: 0o600 })
  return draft
}

/** The lock of a generation, where its holder seems to live. */
async function readHeld(
  folder: string,
  generation: number,
  { silenceMs }: LockPatience,
): Promise<HeldLock | null> {
  const file = fileOf(folder, generation)
  let holder: Holder
  let seenAt: number
  try {
    holder = JSON.parse(await readFile(file, 'utf8')) as Holder
    seenAt = (await stat(file)).mtimeMs
  } catch (error) {
    // Its taker found a higher one and left again, or a later holder tidied up.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new StartupError(`Cannot read the lock of the data directory: ${file}`, { cause: error })
  }
  const { host, pid, released } = holder
  // A process of another host cannot be looked up from here: only its sign of life tells.
  const lives = host === hostname() ? isAlive(holder) : Date.now() - seenAt < silenceMs
  return released || !lives ? null : { generation, host, pid, seenAt }
}

function refusal(folder: string, { host, pid }: HeldLock): StartupError {
  const where = host === hostname() ? '' : ` on ${host}`
  return new StartupError(`The data directory ${folder} is locked: process ${pid}${where} uses it.`)
}

/** Whether a process of this host lives. */
function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    // EPERM: it lives, under another user.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return holder.startedAt === null || holder.startedAt === startOf(holder.pid)
}

/** The boot and the clock tick in which a process started: numbers of processes are used again. */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // The second field is the program's name, in brackets, and may hold spaces. Start is field 22.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')
    const state = fields?.[0]
    const start = fields?.[19]
    // A zombie runs no more: its parent has only not looked yet.
    return start === undefined || state === 'Z' ? null : `${boot}:${start}`
  } catch {
    // No /proc here, or no such process any more.
    return null
  }
}

function hold(folder: string, generation: number): DirectoryLock {
  const file = fileOf(folder, generation)
  const heartbeat = setInterval(() => {
    const now = new Date()
    // A folder that was deleted under a running server is found by the database, not by its lock.
    utimes(file, now, now).catch(() => undefined)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  const leave = async (): Promise<void> => {
    clearInterval(heartbeat)
    await rename(await writeDraft(folder, true), file)
  }
  let leaving: Promise<void> | undefined
  return { release: () => (leaving ??= leave()) }
}
