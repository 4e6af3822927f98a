// Pictures of every toast in every surrounding, for our own eyes, the docs and the tests, in Chromium:
// node scripts/toast-pictures.mjs [folder] [--only <part of a name>]
import './check-node.cjs'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { names, openStudio } from './lib/toast-studio.mjs'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' } },
})
const folder = positionals[0] ?? 'docs/images/toasts'

await build(console.log)
mkdirSync(folder, { recursive: true })
const studio = await openStudio()
try {
  for (const name of names)
    if (name.includes(values.only))
      writeFileSync(join(folder, `${name}.png`), await studio.take(name))
} finally {
  await studio.close()
}
