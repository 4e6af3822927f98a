import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/lib/root.mjs'

/**
 * Returns the aliases by which a page imports the built package of this repository, such as
 * `belfry/define`. They follow the `exports` of its package.json, as for an installed package.
 */
export function belfryAliases() {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8')
  const { exports } = /** @type {{ exports: Record<string, string | { default: string }> }} */ (
    JSON.parse(manifest)
  )
  return Object.entries(exports).map(([path, target]) => ({
    find: new RegExp(`^belfry${path.slice(1)}$`),
    replacement: join(root, typeof target === 'string' ? target : target.default),
  }))
}
