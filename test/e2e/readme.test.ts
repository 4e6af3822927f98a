import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineName } from '../../scripts/lib/engines.mjs'
import { engines, launch } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'

const readme = new URL('../../README.md', import.meta.url)
const firstPage = new URL('../../docs/how-to/first-page.md', import.meta.url)
const celebrate = new URL('../../docs/how-to/celebrate.md', import.meta.url)
const customise = new URL('../../docs/how-to/customise.md', import.meta.url)
let server: DemoServer
let folder: string

beforeAll(async () => {
  server = await startDemoServer()
  folder = await mkdtemp(join(tmpdir(), 'belfry-readme-'))
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The code of a page's first fence, told to use this test's server. */
async function snippet(language: string, page: URL): Promise<string> {
  const text = await readFile(page, 'utf8')
  const [, code] = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(text) ?? []
  expect(code, `${page.pathname} has a ${language} snippet`).toBeDefined()
  return (code ?? '').replaceAll('http://localhost:4400', server.url)
}

/** Opens a page from a file, and follows an event from the server to a row of the open panel. */
async function seeLiveEvent(name: EngineName, html: string) {
  const path = join(folder, 'page.html')
  await writeFile(path, html)
  const browser = await launch(name)
  try {
    const page = await browser.newPage()
    await page.goto(pathToFileURL(path).href)
    await page.waitFor(`deep('button[part~="button"]') !== null`)
    await server.postEvent('points.earned', { memberId: 'student-1', amount: 1, reason: name })
    await page.waitFor(`deep('[part~="badge"]') !== null`)
    await page.click('button[part~="button"]')
    await page.waitFor(`deep('[part~="row"]')?.textContent.includes('${name}') === true`)
    expect(await page.errors()).toEqual([])
  } finally {
    await browser.close()
  }
}

describe('the script in README.md', () => {
  it.each(engines)('shows a live bell, in %s', async (name) => {
    const script = await snippet('js first', readme)
    expect(script).toContain(`import 'belfry/define'`)
    const code = script.replace(`'belfry/define'`, `'${server.url}/belfry/belfry.js'`)
    await seeLiveEvent(name, `<!doctype html><body><script type="module">${code}</script></body>`)
  })
})

describe('the page in docs/how-to/first-page.md', () => {
  it.each(engines)('works from a file, in %s', async (name) => {
    await seeLiveEvent(name, await snippet('html', firstPage))
  })
})

describe('the page in docs/how-to/celebrate.md', () => {
  it.each(engines)('celebrates on a call and on an arrival, in %s', async (name) => {
    const path = join(folder, 'celebrate.html')
    await writeFile(path, await snippet('html', celebrate))
    const browser = await launch(name)
    const shows = (words: string) =>
      `deep('[part~="stack"]')?.textContent.includes('${words}') === true`
    try {
      const page = await browser.newPage()
      await page.goto(pathToFileURL(path).href)
      await page.waitFor(`customElements.get('gamification-toasts') !== undefined`)
      await page.click('button')
      await page.waitFor(shows('Your first celebration'))
      // A notification from before the first state is no arrival.
      await page.waitFor(
        `performance.getEntriesByType('resource').some(({ name }) => name.includes('/v1/inbox?'))`,
      )
      await server.postEvent('points.earned', { memberId: 'student-1', amount: 1, reason: name })
      await page.waitFor(shows(name))
      expect(await page.errors()).toEqual([])
    } finally {
      await browser.close()
    }
  })
})

describe('the page in docs/how-to/customise.md', () => {
  it('shows all its customised parts', async () => {
    const path = join(folder, 'customise.html')
    await writeFile(path, await snippet('html', customise))
    const memberId = 'student-1'
    const data = { memberId, examId: 'e', examTitle: 'Angles', attemptId: 'a' }
    await server.postEvent('exam.graded', { ...data, score: 92, immediateResults: true })
    await server.postEvent('points.earned', { memberId, amount: 7, reason: 'Quiz' })
    const browser = await launch('chromium')
    try {
      const page = await browser.newPage()
      await page.goto(pathToFileURL(path).href)
      await page.waitFor(`deep('button[part~="button"]')?.ariaLabel.endsWith(' to read') === true`)
      await page.click('button[part~="button"]')
      const rows = `[...deep('[role="dialog"]').querySelectorAll('.own')].map((own) => own.textContent.trim())`
      await page.waitFor(`${rows}.length >= 2`)
      expect(await page.evaluate(`${rows}.slice(0, 2)`)).toEqual(['7 × ⭐', '92 points in Angles'])
      await page.waitFor(`deep('[part~="heading"]').textContent.trim() === 'Alerts'`)
      const looks = `getComputedStyle(deep('[part~="row"]')).borderInlineStartWidth`
      expect(await page.evaluate(looks)).toBe('3px')
      expect(await page.errors()).toEqual([])
    } finally {
      await browser.close()
    }
  })
})

describe('the command in docs/how-to/first-page.md', () => {
  it('posts an event that is accepted', async () => {
    const command = await snippet('sh event', firstPage)
    const { execFile } = await import('node:child_process')
    const { promisify } = await import('node:util')
    const { stdout } = await promisify(execFile)('bash', ['-c', command])
    expect(JSON.parse(stdout)).toMatchObject({ effects: [{ kind: 'notification' }] })
  })
})
