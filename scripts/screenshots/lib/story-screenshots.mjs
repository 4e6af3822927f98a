import { exec } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { preview } from 'vite'
import { launchChromium } from './launch-chromium.mjs'
import { root } from '../../lib/root.mjs'

/** The folder that `npm run storybook:build` writes. */
const BUILT = 'storybook-static'
/** The time in all screenshots. Relative times must not change from one day to the next. */
const NOW = new Date('2026-03-04T15:20:00Z')
const DESKTOP = { width: 560, height: 760 }

/**
 * The environments of the screenshots: values of Storybook's toolbar, and options of the browser. Each
 * pair of values that matters occurs in one of them.
 *
 * @typedef {{ globals: Readonly<Record<string, string>> } & import('playwright').BrowserContextOptions} Environment
 * @type {Readonly<Record<string, Environment>>}
 */
const environments = {
  light: { globals: {} },
  'dark-arabic': { globals: { scheme: 'dark', direction: 'rtl', language: 'ar' } },
  'phone-dark': {
    globals: { scheme: 'dark' },
    viewport: { width: 320, height: 640 },
    hasTouch: true,
  },
  'phone-hebrew': {
    globals: { direction: 'rtl', language: 'he' },
    viewport: { width: 390, height: 780 },
    hasTouch: true,
  },
  'forced-colours': { globals: { scheme: 'dark' }, forcedColors: 'active', colorScheme: 'dark' },
}

/**
 * The stories without a screenshot. Toasts have screenshots of their own. Stories that only change the
 * environment of another story would repeat it. In a long list, the height of rows that were never on
 * screen is an estimate, so its scroll position differs.
 */
const isLeftOut =
  /^gamification-toasts|--older-pages$|-(dark|phone|right-to-left|arabic|hebrew|portuguese|spanish)$/

/** Builds the stories as a site of plain files. */
export async function buildStories() {
  await promisify(exec)('npm run --silent storybook:build', { cwd: root })
}

/**
 * Returns the names of all screenshots: the id of a story, a dot and the name of an environment.
 *
 * @throws {Error} if the stories have not been built.
 * @returns {string[]}
 */
export function listScreenshots() {
  /** @type {{ entries: Record<string, { id: string, type: string }> }} */
  const { entries } = JSON.parse(readFileSync(join(root, BUILT, 'index.json'), 'utf8'))
  return Object.values(entries)
    .filter(({ id, type }) => type === 'story' && !isLeftOut.test(id))
    .flatMap(({ id }) => Object.keys(environments).map((where) => `${id}.${where}`))
}

/** Opens the built stories in Chromium, for screenshots. */
export async function openStories() {
  const browser = await launchChromium()
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { outDir: BUILT },
    preview: { host: '127.0.0.1', port: 0 },
  })
  const url = server.resolvedUrls?.local[0] ?? ''
  /** One page for each environment. It opens with its first screenshot, and takes one at a time. */
  const screens = new Map(
    Object.entries(environments).map(([where, environment]) => [where, screenIn(environment)]),
  )

  /** @param {Environment} environment */
  function screenIn({ globals, ...options }) {
    const chosen = Object.entries(globals).map((pair) => pair.join(':'))
    /** @type {Promise<import('playwright').Page> | undefined} */
    let opened
    /** @type {Promise<unknown>} */
    let busy = Promise.resolve()
    const open = async () => {
      const context = await browser.newContext({ viewport: DESKTOP, timezoneId: 'UTC', ...options })
      await context.clock.setFixedTime(NOW)
      const page = await context.newPage()
      await page.addInitScript(recordResult)
      return page
    }
    return {
      /** @param {string} id */
      take(id) {
        const taken = busy.then(async () => {
          const isNew = opened === undefined
          const page = await (opened ??= open())
          const address = `${url}iframe.html?id=${id}&viewMode=story&globals=${chosen.join(';')}`
          if (isNew) await page.goto(address)
          else await page.evaluate(showStory, id)
          return takeScreenshot(page, id)
        })
        busy = taken.catch(async () => {
          // A failed story may have changed the page, so the next story starts in a new one.
          const page = await opened
          opened = undefined
          await page?.context().close()
        })
        return taken
      },
    }
  }

  return {
    /**
     * Takes one screenshot after the story has ended.
     *
     * @param {string} name
     * @throws {Error} if the story fails, or is not accessible in this environment.
     */
    async take(name) {
      const [id = '', where = ''] = name.split('.')
      const screen = screens.get(where)
      if (!screen) throw new Error(`there is no screenshot ${name}`)
      return screen.take(id)
    },
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

/**
 * Shows another story in the same page. Loading Storybook again would take longer than a story.
 *
 * @param {string} storyId
 */
function showStory(storyId) {
  const page = /** @type {any} */ (globalThis)
  page.storyEnd = undefined
  localStorage.clear()
  sessionStorage.clear()
  page.__STORYBOOK_ADDONS_CHANNEL__.emit('setCurrentStory', { storyId, viewMode: 'story' })
}

/**
 * @param {import('playwright').Page} page
 * @param {string} id The id of the story, for error messages.
 */
async function takeScreenshot(page, id) {
  const end = await page.waitForFunction(() => /** @type {any} */ (globalThis).storyEnd)
  /** @type {string[]} */
  const faults = await end.jsonValue()
  if (faults.length > 0) throw new Error(`${id}: ${faults.join('; ')}`)
  await page.evaluate(() => document.fonts.ready)
  return page.screenshot({ animations: 'disabled', caret: 'hide' })
}

/** Records the result of each story, in the page. It runs before Storybook is loaded. */
function recordResult() {
  const page = /** @type {any} */ (globalThis)
  /** @type {string[]} */
  const faults = []
  /** @type {any} */
  let channel
  Object.defineProperty(page, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(value) {
      channel = value
      // Storybook reports a success at the end even after an exception.
      channel?.on?.('playFunctionThrewException', (/** @type {Error} */ { message }) =>
        // The other lines contain the whole page.
        faults.push(message.split('\n', 1)[0] ?? ''),
      )
      /** @param {{ status: string, reporters: { type: string, status: string, result?: any }[] }} end */
      const keep = ({ status, reporters }) => {
        const violations = reporters
          .filter((report) => report.status === 'failed')
          .flatMap(({ result }) => result?.violations ?? [])
          .map(({ id, nodes }) => `${id} (${nodes[0]?.target})`)
        if (status === 'error') faults.push('the story failed')
        page.storyEnd = [...faults.splice(0), ...violations]
      }
      channel?.on?.('storyFinished', keep)
    },
  })
}
