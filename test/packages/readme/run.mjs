import { match, ok } from 'node:assert/strict'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LIT_IN_DEVELOPMENT, seeLiveEvent } from '../lib/bell.mjs'
import { createChecks } from '../lib/checks.mjs'
import { freePort, runIn } from '../lib/project.mjs'
import { startShell } from '../lib/shell.mjs'

const README = new URL('../../../README.md', import.meta.url)

/** @param {import('../lib/types.js').Surroundings} surroundings */
export async function run({ tarballs, folder, log, server }) {
  const { check, results } = createChecks(log)
  const readme = await readFile(README, 'utf8')
  const demoPort = await freePort()
  // Ports of the README may be in use on this machine; all else is followed to the letter.
  const demoUrl = `http://localhost:${demoPort}`
  const sample = (/** @type {string} */ name) =>
    fence(readme, name).replaceAll('http://localhost:4400', demoUrl)

  const start = startQuickStart(tarballs, folder)
  const demoFolder = await start('demo')
  const demo = startShell(demoFolder, sample('sh demo'), { PORT: String(demoPort) })
  try {
    await check('the demo starts from the tarball', () => demo.isUp(`${demoUrl}/readyz`))
    await check('the demo takes the event of the README', async () => {
      match(await runIn(demoFolder, 'bash', ['-c', sample('sh event')]), /"kind":"notification"/)
    })
    const demoServer = { ...server, url: demoUrl, postEvent: poster(demoUrl, 'demo-key') }
    await check('the page of your own works from a file', async () => {
      const path = join(demoFolder, 'page.html')
      await writeFile(path, sample('html'))
      await seeLiveEvent(pathToFileURL(path).href, demoServer, 'README, page')
    })
    await check('the npm project works with Vite', async () => {
      const project = await start('vite')
      await runIn(project, 'bash', ['-e', '-c', sample('sh vite')])
      for (const file of ['index.html', 'main.js']) {
        const language = file.endsWith('.js') ? 'js' : 'html'
        await writeFile(join(project, file), sample(`${language} vite/${file}`))
      }
      const port = await freePort()
      const options = ` --port ${port} --strictPort`
      const vite = startShell(project, sample('sh vite start').trim() + options)
      try {
        await vite.isUp(`http://localhost:${port}`)
        await seeLiveEvent(
          `http://localhost:${port}`,
          demoServer,
          'README, Vite',
          LIT_IN_DEVELOPMENT,
        )
      } finally {
        await vite.stop()
      }
      await runIn(project, 'npx', ['vite', 'build'])
    })
  } finally {
    await demo.stop()
  }
  await check('a server in production takes a token that was made by hand', () =>
    tryProduction(readme, start),
  )
  return results
}

/**
 * @param {string} readme
 * @param {(name: string) => Promise<string>} start
 */
async function tryProduction(readme, start) {
  const folder = await start('production')
  const port = await freePort()
  const url = `http://localhost:${port}`
  const sample = (/** @type {string} */ name) =>
    fence(readme, name).replaceAll('http://localhost:4400', url)
  await runIn(folder, 'bash', ['-e', '-c', sample('sh production')])
  const server = startShell(folder, sample('sh production start'), { PORT: String(port) })
  try {
    await server.isUp(`${url}/readyz`)
    await writeFile(join(folder, 'token.mjs'), sample('js production/token.mjs'))
    const printed = await runIn(folder, 'bash', ['-c', sample('sh production try')])
    match(printed, /"kind":"notification"/)
    match(printed, /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/m)
    match(printed, /"message":"Your first notification"/)
    ok((await fetch(`${url}/belfry/belfry.js`)).ok, 'the server serves the library')
  } finally {
    await server.stop()
  }
}

/**
 * Makes the folder that a quick start begins with: it holds the two packed files.
 *
 * @param {import('../lib/types.js').Surroundings['tarballs']} tarballs
 * @param {string} folder
 */
const startQuickStart = (tarballs, folder) => async (/** @type {string} */ name) => {
  const own = join(folder, name)
  await mkdir(own)
  for (const path of Object.values(tarballs)) await copyFile(path, join(own, basename(path)))
  return own
}

/**
 * @param {string} url
 * @param {string} key
 */
const poster = (url, key) => async (/** @type {string} */ type, /** @type {object} */ data) => {
  const response = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({
      specversion: '1.0',
      source: '/readme',
      id: crypto.randomUUID(),
      type,
      data,
    }),
  })
  if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`)
}

/**
 * The code of the README's fence with this heading.
 *
 * @param {string} readme
 * @param {string} heading
 */
function fence(readme, heading) {
  const [, code] = new RegExp(`^\`\`\`${heading}\n([^]*?)^\`\`\`$`, 'm').exec(readme) ?? []
  if (code === undefined) throw new Error(`README.md has no code "${heading}"`)
  return code
}
