import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The name of the file with the licences, in the folder of a build. */
export const LICENCES = 'THIRD-PARTY-LICENSES.txt'

/**
 * Returns the licences of all packages that a build contains. Each licence demands that its text
 * accompanies every copy.
 *
 * @param {unknown} built The result of Vite.
 * @throws {Error} if a package has no licence text.
 * @returns {string} The names, versions and texts.
 */
export function licencesOf(built) {
  const outputs = /** @type {import('vite').Rolldown.RolldownOutput[]} */ ([built].flat())
  const modules = outputs.flatMap(({ output }) =>
    output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])),
  )
  const folders = modules.flatMap(
    (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replaceAll('\\', '/')) ?? [],
  )
  return [...new Set(folders)]
    .sort()
    .map(licenceIn)
    .join(`\n${'-'.repeat(80)}\n\n`)
}

/** @param {string} folder */
function licenceIn(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one))
  if (!file) throw new Error(`${name} has no licence's text`)
  return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
}
