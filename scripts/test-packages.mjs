// `npm run test:packages`: packs both packages, and tries the tarballs in projects outside of the
// repository, see test/packages/README.md. `npm run test:packages -- vite next` runs the named
// projects.
import './check-node.cjs'
import { installDependencies } from './lib/install.mjs'
import { endWithNpm } from './lib/parent.mjs'
import { root } from './lib/root.mjs'
import { report } from './lib/run-steps.mjs'
import { tryPackages } from './lib/try-packages.mjs'

endWithNpm()
process.chdir(root)
try {
  await installDependencies(console.log)
  report(await tryPackages(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
}
