// @ts-expect-error -- the package types its plugins only
import { cli } from '@custom-elements-manifest/analyzer/cli.js'
import { root } from './root.mjs'

/**
 * Returns the custom elements manifest of the public elements, from their current sources.
 *
 * @returns {Promise<import('custom-elements-manifest/schema').Package>}
 */
export const describeElements = () =>
  cli({ argv: ['analyze', '--quiet'], cwd: root, noWrite: true })

/**
 * Returns the manifest for the package, which contains the paths of built files instead of sources.
 *
 * @returns {Promise<string>} JSON.
 */
export async function packagedManifest() {
  const text = JSON.stringify(await describeElements(), null, 2)
  return text.replace(/"\/?src\/([^"]+)\.ts"/g, '"dist/$1.js"')
}
