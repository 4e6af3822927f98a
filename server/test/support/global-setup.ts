import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** An initialised data directory that tests copy. */
    template: string
    /** The URL of a PostgreSQL cluster; `null` if PostgreSQL is not installed. */
    postgres: string | null
  }
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

const initialise = (folder: string) => `
  const { startServer, readConfig } = await import('./server/dist/server.js')
  const server = await startServer({
    ...readConfig({ BELFRY_JWT_SECRET: 'x'.repeat(32), BELFRY_API_KEYS: 'school=' + 'x'.repeat(20) }),
    port: 0, dataDirectory: ${JSON.stringify(folder)} })
  await server.close()`

/** Prepares the whole run once: the built server, a cluster, and an initialised data directory. */
export default async function setup(project: TestProject): Promise<() => void> {
  // These run in their own processes, because a build sets NODE_ENV.
  const run = (...options: string[]) =>
    execFileSync(process.execPath, options, { cwd: root, stdio: 'inherit' })
  run('scripts/build.mjs')
  const folder = mkdtempSync(join(tmpdir(), 'belfry-template-'))
  const cluster = await startPostgres()
  const remove = (): void => {
    cluster?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    run('--input-type=module', '-e', initialise(folder))
  } catch (error) {
    remove()
    throw error
  }
  project.provide('template', folder)
  project.provide('postgres', cluster?.url ?? null)
  return remove
}
