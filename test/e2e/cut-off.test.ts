import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'
import { eventually } from '../support/eventually.js'
import { startBlockingProxy, type BlockingProxy } from '../simulation/network/blocking-proxy.js'

const PAGE = '/page'

/** A host's page that reports uncaught errors. */
const page = `<!doctype html>
<html lang="en">
  <title>Host</title>
  <script>
    const uncaught = []
    addEventListener('error', ({ message }) => uncaught.push(message))
    addEventListener('unhandledrejection', ({ reason }) => uncaught.push(String(reason)))
  </script>
  <script type="module" src="/belfry/belfry.js"></script>
  <gamification-toasts duration="keep" sound="on" confetti="on" max-visible="9"></gamification-toasts>
</html>`

let server: DemoServer
let proxy: BlockingProxy

beforeAll(async () => {
  server = await startDemoServer()
  proxy = await startBlockingProxy(server.url, { [PAGE]: page })
})
afterAll(async () => {
  await proxy.close()
  await server.stop()
})

const toasts = `document.querySelector('gamification-toasts')`
const cards = `[...${toasts}.shadowRoot.querySelectorAll('.toast')]`

/** A streak comes, and the pointer moves over it. */
async function celebrate(tab: Page, count: number): Promise<void> {
  await tab.evaluate(`${toasts}.celebrate({
    type: 'streak.milestone', title: '30-day streak!', data: { days: 30 },
  })`)
  await tab.waitFor(`${cards}.length === ${count}`)
  await tab.evaluate(`${cards}[0].dispatchEvent(new PointerEvent('pointerenter')), undefined`)
}

describe.each(engines)('a page in %s that is cut off', (name) => {
  let browser: Browser
  let tab: Page

  beforeAll(async () => {
    browser = await launch(name)
    tab = await browser.newPage()
  })
  afterAll(() => browser.close())

  /** Loads the page anew while a file is refused: the looks of toasts load while the page is idle. */
  async function loadWithout(part: string): Promise<number> {
    proxy.refuse(`/${part}-`)
    const before = proxy.refused.length
    await tab.goto(`${proxy.url}${PAGE}`)
    await tab.waitFor(`customElements.get('gamification-toasts') !== undefined`)
    return before
  }

  it.each([
    ['confetti', 'streak'],
    ['chime', 'streak'],
    ['swipe', 'streak'],
    ['streak', 'points'],
  ])('from %s celebrates without it', async (part, look) => {
    const before = await loadWithout(part)
    await celebrate(tab, 1)
    // Not what an engine before this one was refused: the page must have asked.
    const path = await eventually(() => proxy.refused.slice(before)[0])
    // An import of the same file fails no earlier than that of the page, which draws later.
    const outcome = `import('${path}').then(
      () => 'loaded',
      () => new Promise((later) => setTimeout(later, 0, 'refused')),
    )`
    expect(await tab.evaluate(outcome)).toBe('refused')
    await expect.poll(() => tab.evaluate(`${cards}[0].className.trim()`)).toBe(`toast ${look}`)
    expect(await tab.evaluate('uncaught')).toEqual([])
    expect(await tab.evaluate(`${cards}[0].textContent`)).toMatch(
      /30-day streak|30\s+days in a row/,
    )

    proxy.refuse()
    const asked = proxy.asked(path)
    await celebrate(tab, 2)
    // Firefox keeps in mind what it could not load, until the page is loaded again.
    if (name !== 'firefox') await expect.poll(() => proxy.asked(path)).toBe(asked + 1)
  })
})
