import { join } from 'node:path'
import { seeLiveEvent } from '../lib/bell.mjs'
import { createChecks } from '../lib/checks.mjs'
import { installProject, runIn } from '../lib/project.mjs'
import { serveFolder } from '../lib/static-server.mjs'

/** @param {import('../lib/types.js').Surroundings} surroundings */
export async function run({ tarballs, folder, log, server }) {
  const { check, results } = createChecks(log)
  await check('installs', () =>
    installProject(new URL('project/', import.meta.url), folder, [tarballs.belfry]),
  )
  await check(
    'builds without a plug-in that replaces process.env, and without a warning',
    async () => {
      const printed = await runIn(folder, 'npm', ['run', 'build'])
      if (/warn|\(!\)/i.test(printed)) throw new Error(printed)
    },
  )
  await check('shows an event on the bell with a quiet console', async () => {
    const site = await serveFolder(join(folder, 'site'))
    try {
      await seeLiveEvent(`${site.url}/?endpoint=${server.url}`, server, 'Rollup')
    } finally {
      await site.stop()
    }
  })
  return results
}
