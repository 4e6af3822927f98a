import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Page, Snapshot } from 'belfry/protocol'
import { copyDataDirectory } from './support/stores.js'

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))

/** A server in its own process. */
interface Child {
  readonly process: ChildProcess
  readonly url: string
}

/** The exit code and error output of a process that ended. */
interface Ended {
  readonly code: number | null
  readonly stderr: string
}

describe('the server process', () => {
  let folder: string
  let remove: () => void
  const running = new Set<ChildProcess>()

  beforeEach(() => {
    ;({ folder, remove } = copyDataDirectory())
  })
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL')
    running.clear()
    remove()
  })

  const launch = (environment: Record<string, string>, options = ['--demo']) => {
    const child = spawn(process.execPath, [main, ...options], {
      env: { PATH: process.env['PATH'], BELFRY_DATA_DIR: folder, PORT: '0', ...environment },
    })
    running.add(child)
    return child
  }
  const start = async (): Promise<Child> => {
    const child = launch({})
    let output = ''
    for await (const chunk of child.stdout) {
      output += String(chunk)
      const url = /http:\/\/localhost:\d+/.exec(output)?.[0]
      if (url) return { process: child, url: url.replace('localhost', '127.0.0.1') }
    }
    throw new Error(`did not start: ${output}`)
  }
  const end = async (child: ChildProcess): Promise<Ended> => {
    let stderr = ''
    child.stderr?.on('data', (chunk) => (stderr += String(chunk)))
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, stderr }
  }
  const post = (url: string, id: string) =>
    fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-key', 'content-type': 'application/json' },
      body: JSON.stringify({
        specversion: '1.0',
        id,
        source: '/tests',
        type: 'points.earned',
        data: { memberId: 'student-2', amount: 1, reason: id },
      }),
    })
  const messagesOf = async (url: string): Promise<string[]> => {
    const { token } = (await (await fetch(`${url}/demo/token?member=student-2`)).json()) as {
      token: string
    }
    const headers = { authorization: `Bearer ${token}` }
    const get = async <T>(path: string) =>
      (await (await fetch(url + path, { headers })).json()) as T
    const first = await get<Snapshot>('/v1/inbox?limit=100')
    const rows = [...first.notifications]
    for (let next = first.next; next !== null;) {
      const page = await get<Page>(`/v1/inbox/page?limit=100&after=${next}`)
      rows.push(...page.notifications)
      next = page.next
    }
    return rows.map(({ content }) => content?.message ?? '')
  }

  it('fault 10: a server that is killed during 400 events loses no acknowledged event', async () => {
    const first = await start()
    const acknowledged: string[] = []
    let isKilled = false
    const send = async (id: string) => {
      const response = await post(first.url, id).catch(() => null)
      if (response?.status !== 202) return
      acknowledged.push(id)
      if (acknowledged.length === 200 && !isKilled) {
        isKilled = true
        first.process.kill('SIGKILL')
      }
    }
    const ids = Array.from({ length: 400 }, (_none, index) => `event ${index}`)
    for (let at = 0; at < ids.length; at += 8) await Promise.all(ids.slice(at, at + 8).map(send))
    expect(acknowledged.length).toBeGreaterThanOrEqual(200)
    expect(acknowledged.length).toBeLessThan(400)

    const second = await start()
    const kept = await messagesOf(second.url)
    expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([])
    // The host sends unanswered events again. Afterwards every event is stored once.
    const unanswered = ids.filter((id) => !acknowledged.includes(id))
    for (const id of unanswered) expect((await post(second.url, id)).status).toBe(202)
    expect((await messagesOf(second.url)).sort()).toEqual([...ids].sort())
  })

  it('fault 20: a second server does not start on a data directory that is in use', async () => {
    const first = await start()
    const { code, stderr } = await end(launch({}))
    expect(code).toBe(1)
    expect(stderr).toBe(
      `belfry-server: The data directory ${folder} is locked: process ${first.process.pid} uses it.\n`,
    )
    expect((await post(first.url, 'still works')).status).toBe(202)
  })

  it('does not start on a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { code, stderr } = await end(launch({ PORT: String(port) }))
    other.close()
    expect(code).toBe(1)
    expect(stderr).toBe(`belfry-server: Port ${port} is in use. Set PORT to another one.\n`)
  })

  it('does not start without its secrets, and names the missing one', async () => {
    const { code, stderr } = await end(launch({}, []))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^belfry-server: BELFRY_JWT_SECRET is not set[^\n]*\n$/)
  })

  it('stops properly on SIGTERM, and keeps its data for the next start', async () => {
    const first = await start()
    await post(first.url, 'before')
    first.process.kill('SIGTERM')
    expect(await end(first.process)).toEqual({ code: 0, stderr: '' })
    const second = await start()
    expect(await messagesOf(second.url)).toEqual(['before'])
  })

  it('writes no token and no key to its log', async () => {
    const child = await start()
    const ended = end(child.process)
    await fetch(`${child.url}/v1/inbox?token=canary-1`, {
      headers: { authorization: 'Bearer canary-2' },
    })
    await fetch(`${child.url}/v1/events`, {
      method: 'POST',
      headers: { 'x-api-key': 'canary-3' },
      body: '{"canary-4":',
    })
    child.process.kill('SIGTERM')
    expect((await ended).stderr).not.toContain('canary')
  })
})
