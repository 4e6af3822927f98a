import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'

const html = `<!doctype html><title>Harness</title><div id="host"></div><script>
  const root = host.attachShadow({ mode: 'open' })
  const button = document.createElement('button')
  button.textContent = 'Press'
  button.addEventListener('click', (event) => { button.dataset.trusted = String(event.isTrusted) })
  button.type = 'button'
  const form = document.createElement('form')
  form.ariaLabel = 'a b'
  form.append(button)
  root.append(form)
  addEventListener('keydown', (event) => { document.title = event.key })
</script>`

let server: Server
let url: string

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end(html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe.each(engines)('the harness in %s', (name) => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launch(name)
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 600, height: 700 } })
    await page.goto(url)
  })
  afterEach(() => page.close())

  it('clicks into a shadow root with the real mouse', async () => {
    await page.click('button')
    await page.waitFor(`deep('button').dataset.trusted === 'true'`)
  })

  it.each([
    '#host button',
    'body > #host form > [type=button]',
    'div  [aria-label="a b"] button:not([title="c d"])',
  ])('clicks %s, whose first steps match outside of the shadow root', async (css) => {
    await page.click(css)
    await page.waitFor(`deep(${JSON.stringify(css)}).dataset.trusted === 'true'`)
  })

  it('presses keys', async () => {
    await page.press('Escape')
    await page.waitFor(`document.title === 'Escape'`)
  })

  it('opens a page of the requested size', async () => {
    expect(await page.evaluate('[innerWidth, innerHeight]')).toEqual([600, 700])
  })

  it('waits for a condition, and names it after a time-out', async () => {
    expect(await page.evaluate('Promise.resolve({ a: [1] })')).toEqual({ a: [1] })
    await expect(page.waitFor('document.title === "never"', 100)).rejects.toThrow('never')
  })

  it('collects errors of console, scripts and promises, also from before a reload', async () => {
    expect(await page.errors()).toEqual([])
    await page.evaluate(`console.error('said')`)
    await page.evaluate(
      `new Promise((after) => setTimeout(() => { setTimeout(after); throw new Error('thrown') }))`,
    )
    await page.reload()
    await page.evaluate(`void Promise.reject(new Error('rejected'))`)
    await expect.poll(async () => (await page.errors()).join()).toMatch(/said.*thrown.*rejected/s)
  })

  it('takes screenshots', async () => {
    expect((await page.screenshot()).subarray(1, 4).toString()).toBe('PNG')
  })
})
