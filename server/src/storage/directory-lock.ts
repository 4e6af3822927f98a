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

/** The process that holds a data directory, as the lock file stores it. */
interface Holder {
  readonly host: string
  readonly pid: number
  /**
   * The boot and start time of the process, which distinguish it from a later process with the same
   * pid; `null` on a system without /proc.
   */
  readonly startedAt: string | null
  /** Whether the holder has released the lock. */
  readonly released: boolean
}

/** The lock on a data directory. */
export interface DirectoryLock {
  /** Releases the directory. Repeated calls are safe. */
  release(): Promise<void>
}

/** The interval at which the holder touches its lock file, in milliseconds. */
const HEARTBEAT_MS = 5000

// A lock is a numbered file, which link(2) creates with its content in one step. The file with the
// highest number is the lock that counts. A process that finds the holder dead creates the file
// with the next number, and only one process can succeed. Numbers are never reused, because the
// last file stays after its holder releases it. A process that is late can therefore never take the
// lock from a live holder, which can happen with "remove the stale file, then create mine".
const NAME = /^lock\.(\d+)$/

/**
 * Locks a directory for this process. If a live process on this host holds it, the call
 * fails at once. A holder on another host may be a container that is being replaced, so the
 * call waits for it.
 *
 * @param folder - the path of the directory, which is created if it does not exist
 * @param patience - the time to wait for a holder on another host; by default 30 seconds
 * @throws {StartupError} if a live process holds the directory; the message names both
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

/** Creates the lock file with the number `mine`. Returns `null` if another process was faster. */
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

/** Creates a lock file with its content in one step. Returns whether the number was free. */
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

/**
 * Returns the lock with a given number, or `null` if its holder released it or seems dead.
 *
 * @throws {StartupError} if the lock file exists but cannot be read
 */
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
    // The process that created the file found a higher number and removed it, or a later holder
    // deleted old files.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new StartupError(`Cannot read the lock of the data directory: ${file}`, { cause: error })
  }
  const { host, pid, released } = holder
  // A process on another host cannot be looked up from here; only the age of its
  // heartbeat is known.
  const lives = host === hostname() ? isAlive(holder) : Date.now() - seenAt < silenceMs
  return released || !lives ? null : { generation, host, pid, seenAt }
}

function refusal(folder: string, { host, pid }: HeldLock): StartupError {
  const where = host === hostname() ? '' : ` on ${host}`
  return new StartupError(`The data directory ${folder} is locked: process ${pid}${where} uses it.`)
}

/** Whether the process that holds the lock is alive on this host. */
function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    // EPERM means that the process is alive and belongs to another user.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return holder.startedAt === null || holder.startedAt === startOf(holder.pid)
}

/**
 * Returns the id of the boot and the clock tick in which a process started, because pids are
 * reused; `null` if that is not known.
 */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // The second field is the program's name in brackets and may contain spaces. The start
    // time is field 22.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')
    const state = fields?.[0]
    const start = fields?.[19]
    // A zombie has ended; its parent has only not collected it yet.
    return start === undefined || state === 'Z' ? null : `${boot}:${start}`
  } catch {
    // There is no /proc, or the process has ended.
    return null
  }
}

function hold(folder: string, generation: number): DirectoryLock {
  const file = fileOf(folder, generation)
  const heartbeat = setInterval(() => {
    const now = new Date()
    // If the folder is deleted under a running server, the database reports it; the
    // lock ignores it.
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
