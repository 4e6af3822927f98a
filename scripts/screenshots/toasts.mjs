// Takes a screenshot of each toast in each environment, in Chromium. The docs show them, and a test
// compares them:
// node scripts/screenshots/toasts.mjs [folder] [--only <part of a name>]
import '../check-node.cjs'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from '../build.mjs'
import { openToastPage, screenshotNames } from './lib/toast-screenshots.mjs'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' } },
})
const folder = positionals[0] ?? 'docs/images/toasts'

await build(console.log)
mkdirSync(folder, { recursive: true })
const toastPage = await openToastPage()
try {
  for (const name of screenshotNames)
    if (name.includes(values.only))
      writeFileSync(join(folder, `${name}.png`), await toastPage.take(name))
} finally {
  await toastPage.close()
}
