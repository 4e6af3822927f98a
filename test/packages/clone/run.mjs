import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../../scripts/lib/root.mjs'
import { createChecks } from '../lib/checks.mjs'
import { runIn } from '../lib/project.mjs'

/** @param {import('../lib/types.js').Surroundings} surroundings */
export async function run({ folder, log }) {
  const { check, results } = createChecks(log)
  await copyRepository(folder)
  await check('packs both packages before anything else was run', async () => {
    const options = ['pack', '--workspaces', '--include-workspace-root', '--json']
    const printed = await runIn(folder, 'npm', options)
    for (const file of ['belfry-0.1.0.tgz', 'belfry-server-0.1.0.tgz'])
      if (!existsSync(join(folder, file))) throw new Error(`no ${file}:\n${printed}`)
    for (const path of ['dist/define.js', 'dist/custom-elements.json', 'dist/library/belfry.js'])
      if (!printed.includes(`"${path}"`)) throw new Error(`${path} is not packed`)
  })
  return results
}

/**
 * Copies the files that Git knows or would add, as they are now.
 *
 * @param {string} folder
 */
async function copyRepository(folder) {
  const options = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const { stdout } = await promisify(execFile)('git', options, { cwd: root })
  for (const path of stdout.split('\0').filter((one) => one && existsSync(join(root, one))))
    await cp(join(root, path), join(folder, path))
}
