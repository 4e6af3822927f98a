import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { afterAll, beforeAll, describe } from 'vitest'
import type { TestServer } from '../../server/test/support/server.js'
import type { Transport } from '../../src/transports/transport.js'
import { sampleOf } from '../docs/samples.js'
import { polls } from './dialects.js'
import { testFaults } from './fault-contract.js'
import { testContract, startContractServer } from './transport-contract.js'

interface Snippet {
  nowAndThen(fetch: typeof globalThis.fetch, pauseMs: number): Transport
}

// The folder of a host's project, which finds the package in `node_modules` as after `npm install`.
const host = mkdtempSync(join(tmpdir(), 'belfry-own-'))
const modules = join(host, 'node_modules')
let snippet: Snippet
let server: TestServer

beforeAll(async () => {
  const { outputText } = ts.transpileModule(sampleOf('docs/how-to/own-transport.md', 'ts'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  mkdirSync(join(modules, 'own'), { recursive: true })
  symlinkSync(process.cwd(), join(modules, 'belfry'), 'dir')
  const file = join(modules, 'own/index.mjs')
  writeFileSync(file, outputText)
  snippet = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Snippet
  server = await startContractServer()
})
afterAll(async () => {
  await server.close()
  rmSync(host, { recursive: true, force: true })
})

const create = (): Transport => ({
  name: 'now-and-then',
  isDelayed: true,
  open: (opening) => snippet.nowAndThen(globalThis.fetch, 50).open(opening),
})

describe('the transport of docs/how-to/own-transport.md', () => {
  describe('with a server', () => testContract(create, () => server))
  describe('with a faulty server', () => testFaults(create, { dialect: polls }))
})
