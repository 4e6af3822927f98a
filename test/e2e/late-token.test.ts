import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, launch } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'

let server: DemoServer
let folder: string

beforeAll(async () => {
  server = await startDemoServer()
  folder = await mkdtemp(join(tmpdir(), 'belfry-late-'))
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A page that loads the elements in one script, and gives them their token in the next one. */
const page = (url: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>My platform</title>
    <script type="module">
      import '${url}/belfry/belfry.js'
    </script>
    <script type="module">
      for (const element of document.querySelectorAll('notification-bell, notification-inbox'))
        element.getToken = async () => {
          const response = await fetch('${url}/demo/token?member=student-1')
          return (await response.json()).token
        }
    </script>
  </head>
  <body>
    <notification-bell endpoint="${url}"></notification-bell>
    <notification-inbox endpoint="${url}"></notification-inbox>
  </body>
</html>`

/** Every answer of the member API that the page has seen, by its status. */
const answers = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.includes('/v1/inbox')).map(({ responseStatus }) => responseStatus)`

describe('a page that gives its token in a later script', () => {
  it.each(engines)('sends no request before it, in %s', async (name) => {
    const path = join(folder, 'page.html')
    await writeFile(path, page(server.url))
    const browser = await launch(name)
    try {
      const tab = await browser.newPage()
      await tab.goto(pathToFileURL(path).href)
      await tab.waitFor(`deep('notification-bell').inbox?.$isReady.get() === true`)
      expect(await tab.evaluate(answers)).not.toContain(401)
      expect(await tab.errors()).toEqual([])
    } finally {
      await browser.close()
    }
  })
})
