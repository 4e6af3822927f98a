import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyDataDirectory } from './support/stores.js'

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

describe('a server whose data directory is locked by another host', () => {
  let folder: string
  let remove: () => void
  let url: string
  let child: ChildProcess
  let printed: string

  const lock = (released: boolean) => {
    const draft = join(folder, 'draft')
    const holder = { host: 'the-container-before', pid: 1, startedAt: null, released }
    writeFileSync(draft, JSON.stringify(holder))
    // The number is above the one in the copied folder.
    renameSync(draft, join(folder, 'lock.99'))
  }
  const get = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers })

  beforeEach(async () => {
    ;({ folder, remove } = copyDataDirectory())
    lock(false)
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    printed = ''
    child = spawn(process.execPath, [main, '--demo'], {
      env: { PATH: process.env['PATH'], BELFRY_DATA_DIR: folder, PORT: String(port) },
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => (printed += String(chunk)))
    await expect.poll(() => printed, { timeout: 30_000 }).toContain('waiting-for-data-directory')
  })
  afterEach(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
    remove()
  })

  it('logs that it waits, answers that it is starting, and starts when the lock is released', async () => {
    const health = await get('/healthz')
    expect([health.status, await health.json()]).toEqual([200, { status: 'starting' }])
    const readiness = await get('/readyz')
    expect([readiness.status, await readiness.json()]).toEqual([503, { status: 'starting' }])
    expect(readiness.headers.get('retry-after')).toBe('1')

    const origin = 'http://localhost:5173'
    const call = await get('/v1/inbox', { origin })
    expect(call.headers.get('content-type')).toBe('application/problem+json')
    expect(call.headers.get('access-control-allow-origin')).toBe(origin)
    expect(await call.json()).toMatchObject({ code: 'unavailable', status: 503 })
    const page = await get('/', { accept: 'text/html,*/*' })
    expect([page.status, page.headers.get('content-type')]).toEqual([
      503,
      'text/html; charset=UTF-8',
    ])
    expect(await page.text()).toContain('The demo opens here by itself.')
    expect((await get('/belfry/belfry.js')).status).toBe(200)

    lock(true)
    await expect.poll(async () => (await get('/readyz')).status, { timeout: 50_000 }).toBe(200)
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' })
    expect((await get('/')).status).toBe(200)
    expect(printed.match(/waiting-for-data-directory/g)).toHaveLength(1)
  })

  it('exits at once on SIGTERM', async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await ended).toEqual([1, null])
  })
})
