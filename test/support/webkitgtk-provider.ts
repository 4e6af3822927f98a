import { defineBrowserProvider } from '@vitest/browser'
import type { BrowserProvider, BrowserProviderOption } from 'vitest/node'
import { startWebKitGtk, type WebKitGtk } from './webkitgtk.js'

/**
 * Runs vitest's browser tests in WebKitGTK. It opens pages and nothing else: a test acts by DOM
 * events, since the commands of `vitest/browser` need an engine that Playwright drives.
 *
 * @param browserPath MiniBrowser, as `findEngine('webkit')` found it.
 */
export function webkitgtk(browserPath: string): BrowserProviderOption {
  const definition = {
    name: 'webkitgtk',
    supportedBrowser: ['webkit'],
    options: {},
    providerFactory: () => createProvider(browserPath),
  }
  // vitest's types know its own providers only.
  return defineBrowserProvider(definition as never)
}

function createProvider(browserPath: string): BrowserProvider {
  let browser: Promise<WebKitGtk> | undefined
  return {
    name: 'webkitgtk',
    supportsParallelism: false,
    initScripts: [],
    getCommandsContext: () => ({}),
    async openPage(_sessionId, url) {
      browser ??= startWebKitGtk(browserPath)
      await (await browser).send('POST', '/url', { url })
    },
    async close() {
      const started = browser
      browser = undefined
      await (await started)?.stop()
    },
  }
}
