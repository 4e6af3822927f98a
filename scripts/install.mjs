// `npm run ready`: installs the missing packages of the lockfile. Each script of package.json that
// needs a package starts with it, so that all of them work on a fresh clone.
import './check-node.cjs'
import { installDependencies } from './lib/install.mjs'

try {
  await installDependencies(console.error)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
