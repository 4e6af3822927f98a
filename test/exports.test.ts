import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Rolldown } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { viteBuild } from '../scripts/lib/vite-build.mjs'
import { ensureBuilt } from './support/built.js'

const run = promisify(execFile)
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | { types: string; default: string }>
}
const files = Object.values(manifest.exports).flatMap((entry) =>
  typeof entry === 'string' ? [entry] : Object.values(entry),
)

// A project of somebody else, with the package as npm would link it.
let host: string

beforeAll(async () => {
  await ensureBuilt()
  host = mkdtempSync(join(tmpdir(), 'belfry-host-'))
  mkdirSync(join(host, 'node_modules'))
  symlinkSync(process.cwd(), join(host, 'node_modules/belfry'), 'dir')
  writeFileSync(join(host, 'package.json'), '{ "type": "module" }')
}, 120_000)
afterAll(() => rmSync(host, { recursive: true, force: true }))

function write(name: string, text: string): string {
  const path = join(host, name)
  writeFileSync(path, text)
  return path
}

describe('the package', () => {
  it('has every file that it exports', () => {
    expect(files.filter((file) => !existsSync(file))).toEqual([])
  })

  it('can be imported in Node, where there is no page', async () => {
    const path = write(
      'node.js',
      `import { createInbox, NotificationBell } from 'belfry'
       import { isUnread } from 'belfry/protocol'
       import * as schemas from 'belfry/protocol/schemas'
       import 'belfry/define'
       import 'belfry/react'
       import 'belfry/svelte'
       import 'belfry/vue'
       console.log(typeof createInbox, typeof NotificationBell, typeof isUnread, typeof schemas.row)`,
    )
    expect((await run(process.execPath, [path])).stdout.trim()).toBe(
      'function function function object',
    )
  })

  it('has types that a strict project can use', async () => {
    write(
      'use.ts',
      `import { createInbox, type Inbox, NotificationBell } from 'belfry'
       import 'belfry/define'
       import { isUnread, type Row } from 'belfry/protocol'
       export const bell: HTMLElement = new NotificationBell()
       export const open: (...options: Parameters<typeof createInbox>) => Inbox = createInbox
       export const unread: (row: Row, ...rest: never[]) => boolean = isUnread
       // @ts-expect-error -- types that are any would let this pass
       export const wrong: number = createInbox`,
    )
    const options = { strict: true, module: 'nodenext', target: 'es2022', noEmit: true, types: [] }
    const compilerOptions = { ...options, lib: ['ES2023', 'DOM'], skipLibCheck: true }
    write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['use.ts'] }))
    await run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', host])
  })

  it('keeps what registers, and only what is used, in a bundle of a host', async () => {
    expect(await bundle(`import 'belfry/define'`)).toContain('notification-bell')
    const small = await bundle(`import { safeLink } from 'belfry'; console.log(safeLink('/'))`)
    expect(small).not.toContain('notification-bell')
  })
})

async function bundle(text: string): Promise<string> {
  const input = write('main.js', text)
  const built = await viteBuild({
    root: host,
    configFile: false,
    build: { write: false, rolldownOptions: { input } },
  })
  const { output } = built as Rolldown.RolldownOutput
  return output
    .filter((file) => file.type === 'chunk' && !file.isDynamicEntry)
    .map((file) => (file.type === 'chunk' ? file.code : ''))
    .join('\n')
}
