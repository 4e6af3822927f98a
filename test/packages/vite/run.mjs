import { LIT_IN_DEVELOPMENT, seeLiveEvent } from '../lib/bell.mjs'
import { createChecks } from '../lib/checks.mjs'
import { freePort, installProject, runIn, startProgram } from '../lib/project.mjs'

/** @param {import('../lib/types.js').Surroundings} surroundings */
export async function run({ tarballs, folder, log, server }) {
  const { check, results } = createChecks(log)
  const vite = 'node_modules/vite/bin/vite.js'
  const environment = { VITE_ENDPOINT: server.url }
  await check('installs', () =>
    installProject(new URL('project/', import.meta.url), folder, [tarballs.belfry]),
  )
  await check('passes strict type checks, those of the library included, and builds', () =>
    runIn(folder, 'npm', ['run', 'build'], environment),
  )
  for (const [mode, options] of Object.entries({ built: ['preview'], 'in development': [] }))
    await check(`${mode}, shows an event on the bell with a quiet console`, async () => {
      const port = await freePort()
      const url = `http://localhost:${port}`
      const listen = ['--port', String(port), '--strictPort']
      const served = await startProgram(folder, vite, [...options, ...listen], { url, environment })
      try {
        await seeLiveEvent(url, server, `Vite, ${mode}`, LIT_IN_DEVELOPMENT)
      } finally {
        await served.stop()
      }
    })
  return results
}
