// Takes a screenshot of each story in each environment, in Chromium. A test compares them:
// node scripts/screenshots/stories.mjs [folder] [--only <part of a name>]
import '../check-node.cjs'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildStories, listScreenshots, openStories } from './lib/story-screenshots.mjs'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' } },
})
const folder = positionals[0] ?? 'docs/images/stories'

await buildStories()
mkdirSync(folder, { recursive: true })
const stories = await openStories()
try {
  for (const name of listScreenshots().filter((one) => one.includes(values.only)))
    try {
      writeFileSync(join(folder, `${name}.png`), await stories.take(name))
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
      process.exitCode = 1
    }
} finally {
  await stories.close()
}
