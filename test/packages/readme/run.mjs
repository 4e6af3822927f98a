import { match, ok } from 'node:assert/strict'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LIT_IN_DEVELOPMENT, seeLiveEvent } from '../lib/bell.mjs'
import { createChecks } from '../lib/checks.mjs'
import { freePort, runIn } from '../lib/project.mjs'
import { startShell } from '../lib/shell.mjs'

/** The pages of the quick starts, from the repository's root. */
const PAGES = {
  readme: 'README.md',
  firstPage: 'docs/how-to/first-page.md',
  npmProject: 'docs/how-to/npm-project.md',
  server: 'docs/how-to/run-the-server.md',
}

/** @param {import('../lib/types.js').Surroundings} surroundings */
export async function run({ tarballs, folder, log, server }) {
  const { check, results } = createChecks(log)
  const demoPort = await freePort()
  const demoUrl = `http://localhost:${demoPort}`
  const readme = await readSamples(PAGES.readme, demoUrl)
  const firstPage = await readSamples(PAGES.firstPage, demoUrl)
  const npmProject = await readSamples(PAGES.npmProject, demoUrl)

  const start = startQuickStart(tarballs, folder)
  const demoFolder = await start('demo')
  const demo = startShell(demoFolder, firstPage('sh demo'), { PORT: String(demoPort) })
  try {
    await check('the demo starts from the tarball', () => demo.isUp(`${demoUrl}/readyz`))
    await check('the demo takes the event of the first page', async () => {
      match(await runIn(demoFolder, 'bash', ['-c', firstPage('sh event')]), /"kind":"notification"/)
    })
    const demoServer = { ...server, url: demoUrl, postEvent: poster(demoUrl, 'demo-key') }
    await check('the first page works from a file', async () => {
      const path = join(demoFolder, 'page.html')
      await writeFile(path, firstPage('html'))
      await seeLiveEvent(pathToFileURL(path).href, demoServer, 'first page')
    })
    await check('the npm project works with Vite', async () => {
      const project = await start('vite')
      await runIn(project, 'bash', ['-e', '-c', npmProject('sh vite')])
      for (const file of ['index.html', 'main.js']) {
        const language = file.endsWith('.js') ? 'js' : 'html'
        await writeFile(join(project, file), npmProject(`${language} vite/${file}`))
      }
      await mkdir(join(project, 'first'))
      await writeFile(join(project, 'first/main.js'), readme('js first'))
      const script = '<script type="module" src="/first/main.js"></script>'
      const icon = '<link rel="icon" href="data:," />'
      await writeFile(join(project, 'first/index.html'), `<!doctype html>${icon}${script}`)
      const port = await freePort()
      const options = ` --port ${port} --strictPort`
      const vite = startShell(project, npmProject('sh vite start').trim() + options)
      try {
        const url = `http://localhost:${port}`
        await vite.isUp(url)
        await seeLiveEvent(url, demoServer, 'npm project', LIT_IN_DEVELOPMENT)
        await seeLiveEvent(`${url}/first/`, demoServer, 'README', LIT_IN_DEVELOPMENT)
      } finally {
        await vite.stop()
      }
      await runIn(project, 'npx', ['vite', 'build'])
    })
  } finally {
    await demo.stop()
  }
  await check('a server in production takes a token that was made by hand', () =>
    tryProduction(start),
  )
  return results
}

/** @param {(name: string) => Promise<string>} start */
async function tryProduction(start) {
  const folder = await start('production')
  const port = await freePort()
  const url = `http://localhost:${port}`
  const sample = await readSamples(PAGES.server, url)
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
 * Reads the samples of a page. The port 4400 may be in use on this machine, so they name another
 * address; all else is followed to the letter.
 *
 * @param {string} page A path from the repository's root.
 * @param {string} url Stands in for `http://localhost:4400`.
 * @returns {Promise<(heading: string) => string>} The code of the fence with a heading.
 */
async function readSamples(page, url) {
  const text = await readFile(new URL(`../../../${page}`, import.meta.url), 'utf8')
  return (heading) => {
    const [, code] = new RegExp(`^\`\`\`${heading}\n([^]*?)^\`\`\`$`, 'm').exec(text) ?? []
    if (code === undefined) throw new Error(`${page} has no code "${heading}"`)
    return code.replaceAll('http://localhost:4400', url)
  }
}
