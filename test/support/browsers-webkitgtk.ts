import type { Engine } from '../../scripts/lib/engines.mjs'
import type { Browser, Page, PageOptions } from './browsers.js'
import { deep, poll, withDeep, PATIENCE_MS } from './in-page.js'
import { startWebKitGtk, type WebKitGtk } from './webkitgtk.js'

/** WebDriver's name for a reference to an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** WebDriver's code points of keys that are no character (https://www.w3.org/TR/webdriver2/#keyboard-actions). */
const keys: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Escape: '\uE00C',
  Space: ' ',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  F2: '\uE032',
  F6: '\uE036',
}

/** Errors are kept across navigations in the tab's own storage. */
const errorHook = `
  const key = 'belfry-test-errors'
  const note = (text) =>
    sessionStorage.setItem(key, JSON.stringify([...JSON.parse(sessionStorage.getItem(key) ?? '[]'), text]))
  if (!window.__belfryTestHook && location.protocol.startsWith('http')) {
    window.__belfryTestHook = true
    const { error } = console
    console.error = (...values) => { note('console: ' + values.join(' ')); error(...values) }
    addEventListener('error', (event) => note('uncaught: ' + event.message))
    addEventListener('unhandledrejection', (event) => note('uncaught: ' + event.reason))
  }`

/** Starts WebKitGTK behind WebKitWebDriver. */
export async function launchWebKitGtk(engine: Engine): Promise<Browser> {
  const driver = await startWebKitGtk(engine.path)
  return {
    name: engine.name,
    newPage: (options) => openPage(driver, options),
    close: () => driver.stop(),
  }
}

async function openPage(driver: WebKitGtk, options: PageOptions = {}): Promise<Page> {
  const { viewport = { width: 1280, height: 800 } } = options
  const evaluate = evaluator(driver)
  await resizeTo(viewport, driver, evaluate)
  const hook = () => evaluate(`(() => { ${errorHook} })()`)
  return {
    async evaluate(expression) {
      await hook()
      return evaluate(expression)
    },
    async goto(url) {
      await driver.send('POST', '/url', { url })
      await hook()
    },
    async reload() {
      await driver.send('POST', '/refresh')
      await hook()
    },
    url: async () => (await driver.send('GET', '/url')) as string,
    waitFor: (expression, timeoutMs = PATIENCE_MS) =>
      poll(expression, timeoutMs, async () => {
        await hook()
        return evaluate(`Boolean(${expression})`)
      }),
    // What moves, is replaced or not laid out yet is refused: a person would aim again.
    click: (css) =>
      poll(`a click on ${css}`, PATIENCE_MS, async () => {
        const found = await execute(driver, `${deep}; return deep(${JSON.stringify(css)})`)
        const { [ELEMENT]: id } = found as Record<typeof ELEMENT, string>
        await driver.send('POST', `/element/${id}/click`)
        return true
      }),
    press: (key) => press(driver, key),
    errors: () => evaluate(`JSON.parse(sessionStorage.getItem('belfry-test-errors') ?? '[]')`),
    openTab: () => Promise.reject(new Error('WebKitGTK has but one tab here')),
    screenshot: async () =>
      Buffer.from((await driver.send('GET', '/screenshot')) as string, 'base64'),
    async close() {
      await evaluate(
        'location.protocol === "about:" || (sessionStorage.clear(), localStorage.clear())',
      )
      await driver.send('DELETE', '/cookie')
      await driver.send('POST', '/url', { url: 'about:blank' })
    },
  }
}

type Evaluate = <T>(expression: string) => Promise<T>

const execute = (driver: WebKitGtk, script: string) =>
  driver.send('POST', '/execute/sync', { script, args: [] })

const evaluator =
  (driver: WebKitGtk): Evaluate =>
  async <T>(expression: string) =>
    (await execute(driver, `return ${withDeep(expression)}`)) as T

/** A window is larger than its page by bars whose size only the page knows. */
async function resizeTo(
  { width, height }: { readonly width: number; readonly height: number },
  driver: WebKitGtk,
  evaluate: Evaluate,
): Promise<void> {
  await driver.send('POST', '/window/rect', { width, height })
  const inner = await evaluate<{ width: number; height: number }>(
    '{ width: innerWidth, height: innerHeight }',
  )
  await driver.send('POST', '/window/rect', {
    width: 2 * width - inner.width,
    height: 2 * height - inner.height,
  })
}

/** Presses a key, or several that are held together, as in `Shift+Tab`. */
async function press(driver: WebKitGtk, names: string): Promise<void> {
  const values = names.split('+').map((name) => keys[name] ?? name)
  const down = values.map((value) => ({ type: 'keyDown', value }))
  const up = values.toReversed().map((value) => ({ type: 'keyUp', value }))
  const actions = [{ type: 'key', id: 'keyboard', actions: [...down, ...up] }]
  await driver.send('POST', '/actions', { actions })
}
