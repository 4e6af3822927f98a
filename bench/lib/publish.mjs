import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/**
 * Prints the results, and writes them to a file with the date, the versions and the commit.
 *
 * @param {string} name
 * @param {object} measured
 */
export function publish(name, measured) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const result = {
    date: new Date().toISOString().slice(0, 10),
    commit,
    node: process.version,
    cores: availableParallelism(),
    ...measured,
  }
  const folder = new URL('../results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(result, null, 2)}\n`)
  console.log(JSON.stringify(result, null, 2))
}
