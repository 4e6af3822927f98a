import {
  chromium,
  firefox,
  webkit,
  type Browser as PlaywrightBrowser,
  type BrowserContext,
  type Page as PlaywrightPage,
} from 'playwright'
import type { Engine } from '../../scripts/lib/engines.mjs'
import type { Browser, Page, PageOptions } from './browsers.js'
import { poll, withDeep, PATIENCE_MS } from './in-page.js'

/** Starts an engine that Playwright can drive. */
export async function launchPlaywright(engine: Engine, args: readonly string[]): Promise<Browser> {
  const { name, path, channel } = engine
  const browser = await { chromium, firefox, webkit }[name].launch({
    executablePath: path,
    args: [...args],
    ...(channel && { channel }),
  })
  return { name, newPage: (options) => openPage(browser, options), close: () => browser.close() }
}

async function openPage(browser: PlaywrightBrowser, options: PageOptions = {}): Promise<Page> {
  const { viewport = { width: 1280, height: 800 }, colorScheme = 'light' } = options
  const context = await browser.newContext({ viewport: { ...viewport }, colorScheme })
  return { ...(await openTab(context)), close: () => context.close() }
}

async function openTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  const errors = collectErrors(page)
  const evaluate = <T>(expression: string) => page.evaluate<T>(withDeep(expression))
  return {
    evaluate,
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    url: async () => page.url(),
    waitFor: (expression, timeoutMs = PATIENCE_MS) =>
      poll(expression, timeoutMs, () => evaluate(`Boolean(${expression})`)),
    // Playwright's selectors look into open shadow roots by themselves.
    click: (css) => page.locator(css).first().click(),
    press: (key) => page.keyboard.press(key),
    errors: async () => errors,
    screenshot: () => page.screenshot(),
    openTab: () => openTab(context),
    close: () => page.close(),
  }
}

function collectErrors(page: PlaywrightPage): readonly string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(`uncaught: ${String(error)}`))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()}`)
  })
  return errors
}
