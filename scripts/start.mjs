// `npm start`: builds and starts the demo, with a bell in a browser. It works on a fresh clone.
import './check-node.cjs'
import { build } from './build.mjs'
import { installDependencies } from './lib/install.mjs'
import { endWithNpm } from './lib/parent.mjs'
import { root } from './lib/root.mjs'

endWithNpm()

try {
  await installDependencies(console.log)
  await build(console.log)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

process.chdir(root)
process.env.BELFRY_DEMO ??= '1'
// The server runs in this process, so that a signal to `npm start` reaches the server, which then
// drains.
await import(new URL('../server/dist/main.js', import.meta.url).href)
