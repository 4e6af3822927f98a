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
