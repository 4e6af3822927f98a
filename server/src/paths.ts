import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder of the package. It is found by its package.json, because the sources and the bundle
 * have different depths.
 */
const packageFolder = (() => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
})()

/** The paths of the server's files. They are the same for the sources and the bundle. */
export const paths = {
  /** The package.json, which contains the version. */
  packageJson: join(packageFolder, 'package.json'),
  /**
   * The bundled worker. Node runs no TypeScript in a worker, so tests use the bundle's worker too.
   */
  pgliteWorker: join(packageFolder, 'dist/pglite-worker.js'),
  /** The demo's pages, styles and scripts. */
  demoSite: join(packageFolder, 'src/demo/site'),
  /** The library's build for a script tag, which the build puts beside the server's bundle. */
  library: join(packageFolder, 'dist/library'),
} as const
