// `npm run ready`: installs the packages of the lockfile where they are missing. Each script of
// package.json that runs one of their programs begins with it, so that all work on a fresh clone.
import './check-node.cjs'
import { installDependencies } from './lib/install.mjs'

try {
  await installDependencies(console.error)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
