// `npm start`: a live bell in a browser, from a fresh clone with nothing before it.
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
// In this process, so that whatever ends `npm start` reaches the server, which then drains.
await import(new URL('../server/dist/main.js', import.meta.url).href)
