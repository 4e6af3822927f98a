import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NAME = '.stamp'

/**
 * Returns a hash of the contents of files and folders. Paths that do not exist count as empty.
 *
 * @param {readonly string[]} paths
 */
export function hashOf(paths) {
  const hash = createHash('sha256').update(process.versions.node)
  for (const file of paths.flatMap(filesOf)) hash.update(`\0${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

/**
 * Returns whether `folder` was built from inputs with this hash.
 *
 * @param {string} folder
 * @param {string} hash
 */
export function isBuiltFrom(folder, hash) {
  const stamp = join(folder, NAME)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

/**
 * Stores the hash of the inputs in the folder of a finished build.
 *
 * @param {string} folder
 * @param {string} hash
 */
export function writeStamp(folder, hash) {
  writeFileSync(join(folder, NAME), hash)
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)))
}
