import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seeLiveEvent } from '../lib/bell.mjs'
import { createChecks } from '../lib/checks.mjs'
import { runIn } from '../lib/project.mjs'
import { serveFolder } from '../lib/static-server.mjs'

const DOCUMENT = new URL('../../../docs/how-to/without-a-bundler.md', import.meta.url)

/** @param {import('../lib/types.js').Surroundings} surroundings */
export async function run({ tarballs, folder, log, server }) {
  const { check, results } = createChecks(log)
  await check('installs', async () => {
    await runIn(folder, 'npm', ['init', '-y'])
    await runIn(folder, 'npm', ['install', '--no-audit', '--no-fund', tarballs.belfry])
  })
  await check(
    'the import map of the docs shows an event on the bell, without a bundler',
    async () => {
      const text = await readFile(DOCUMENT, 'utf8')
      const [, sample] = /^```html import-map\n([^]*?)^```$/m.exec(text) ?? []
      if (!sample) throw new Error('the page has no import map')
      await writeFile(join(folder, 'index.html'), pageWith(sample, server.url))
      const site = await serveFolder(folder)
      try {
        await seeLiveEvent(`${site.url}/`, server, 'Import map')
      } finally {
        await site.stop()
      }
    },
  )
  return results
}

/**
 * A page with the sample, and with what every page adds: the bell, and its member's token.
 *
 * @param {string} sample
 * @param {string} endpoint
 */
const pageWith = (sample, endpoint) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>A platform without a bundler</title>
  </head>
  <body>
    <notification-bell endpoint="${endpoint}"></notification-bell>
    ${sample.replace(
      "import 'belfry/define'",
      `import 'belfry/define'
       document.querySelector('notification-bell').getToken = async () => {
         const response = await fetch('${endpoint}/demo/token?member=student-1')
         return (await response.json()).token
       }`,
    )}
  </body>
</html>
`
