// @ts-expect-error -- the package types its plugins only
import { cli } from '@custom-elements-manifest/analyzer/cli.js'
import { root } from './root.mjs'

/**
 * Describes the public elements, from their sources as they are now.
 *
 * @returns {Promise<import('custom-elements-manifest/schema').Package>}
 */
export const describeElements = () =>
  cli({ argv: ['analyze', '--quiet'], cwd: root, noWrite: true })

/**
 * The same, with the places of what is built instead of its sources: what a package carries.
 *
 * @returns {Promise<string>} JSON.
 */
export async function packagedManifest() {
  const text = JSON.stringify(await describeElements(), null, 2)
  return text.replace(/"\/?src\/([^"]+)\.ts"/g, '"dist/$1.js"')
}
