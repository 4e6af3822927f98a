import { match } from 'node:assert/strict'
import { seeLiveEvent } from '../lib/bell.mjs'
import { createChecks } from '../lib/checks.mjs'
import { freePort, installProject, runIn, startProgram } from '../lib/project.mjs'

/** @param {import('../lib/types.js').Surroundings} surroundings */
export async function run({ tarballs, folder, log, server }) {
  const { check, results } = createChecks(log)
  const environment = { BELFRY_ENDPOINT: server.url, NEXT_TELEMETRY_DISABLED: '1' }
  await check('installs', () =>
    installProject(new URL('project/', import.meta.url), folder, [tarballs.belfry]),
  )
  await check('builds', () => runIn(folder, 'npm', ['run', 'build'], environment))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const options = ['start', '--port', String(port)]
  const next = await check('starts', () =>
    startProgram(folder, 'node_modules/next/dist/bin/next', options, { url, environment }),
  )
  if (!next) return results
  try {
    await check('renders the bell on the server', async () => {
      match(await (await fetch(url)).text(), /<notification-bell endpoint="http/)
    })
    await check('hydrates it, and shows an event with a quiet console', () =>
      seeLiveEvent(url, server, 'Next'),
    )
  } finally {
    await next.stop()
  }
  return results
}
