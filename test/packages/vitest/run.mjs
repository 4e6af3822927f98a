import { createChecks } from '../lib/checks.mjs'
import { installProject, runIn } from '../lib/project.mjs'

/** @param {import('../lib/types.js').Surroundings} surroundings */
export async function run({ tarballs, folder, log }) {
  const { check, results } = createChecks(log)
  await check('installs', () =>
    installProject(new URL('project/', import.meta.url), folder, [tarballs.belfry]),
  )
  for (const environment of ['jsdom', 'happy-dom'])
    await check(`every element mounts in ${environment}`, () =>
      runIn(folder, 'npx', ['vitest', 'run', '--project', environment]),
    )
  return results
}
