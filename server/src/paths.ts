import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The package's folder. Found by its package.json: the sources and the bundle lie at different depths. */
const packageFolder = (() => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
})()

/** Where the server's files are, the same from the sources and from the bundle. */
export const paths = {
  /** The package's own description: its version. */
  packageJson: join(packageFolder, 'package.json'),
  /** The bundled worker. Node runs no TypeScript in a worker, so tests use the bundle's as well. */
  pgliteWorker: join(packageFolder, 'dist/pglite-worker.js'),
  /** The demo's pages, styles and scripts. */
  demoSite: join(packageFolder, 'src/demo/site'),
  /** The library's build for a script tag, which the build puts beside the server's. */
  library: join(packageFolder, 'dist/library'),
} as const
