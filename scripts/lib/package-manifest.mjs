import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/**
 * The parts of the library's package.json that the build reads.
 *
 * @typedef {{ exports: Record<string, string | { types: string }> }} PackageManifest
 */

/** @returns {PackageManifest} */
export const readManifest = () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
