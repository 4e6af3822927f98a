// Pictures of every story in every surrounding, for our own eyes and the tests, in Chromium:
// node scripts/story-pictures.mjs [folder] [--only <part of a name>]
import './check-node.cjs'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildStories, listPictures, openStudio } from './lib/story-studio.mjs'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' } },
})
const folder = positionals[0] ?? 'docs/images/stories'

await buildStories()
mkdirSync(folder, { recursive: true })
const studio = await openStudio()
try {
  for (const name of listPictures().filter((one) => one.includes(values.only)))
    try {
      writeFileSync(join(folder, `${name}.png`), await studio.take(name))
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
      process.exitCode = 1
    }
} finally {
  await studio.close()
}
