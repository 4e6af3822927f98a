import { exec } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { preview } from 'vite'
import { launchCamera } from './camera.mjs'
import { root } from './root.mjs'

/** Where `npm run storybook:build` puts the stories. */
const BUILT = 'storybook-static'
/** When all pictures are taken: what is told in days must not change from one to the next. */
const NOW = new Date('2026-03-04T15:20:00Z')
const DESKTOP = { width: 560, height: 760 }

/**
 * What an element must look right in: the surroundings of Storybook's toolbar, and of the browser. Each
 * two that matter meet in one of them.
 *
 * @typedef {{ globals: Readonly<Record<string, string>> } & import('playwright').BrowserContextOptions} Surrounding
 * @type {Readonly<Record<string, Surrounding>>}
 */
const surroundings = {
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
 * Toasts have a studio of their own; what only shows another story elsewhere is shown there anyway; and
 * of a long list that was scrolled, rows that nobody has seen yet have a height that is guessed.
 */
const isLeftOut =
  /^gamification-toasts|--older-pages$|-(dark|phone|right-to-left|arabic|hebrew|portuguese|spanish)$/

/** Builds the stories as a site of plain files. */
export async function buildStories() {
  await promisify(exec)('npm run --silent storybook:build', { cwd: root })
}

/**
 * Every picture that there is: a story, and where it is shown.
 *
 * @throws {Error} where the stories have not been built.
 * @returns {string[]}
 */
export function listPictures() {
  /** @type {{ entries: Record<string, { id: string, type: string }> }} */
  const { entries } = JSON.parse(readFileSync(join(root, BUILT, 'index.json'), 'utf8'))
  return Object.values(entries)
    .filter(({ id, type }) => type === 'story' && !isLeftOut.test(id))
    .flatMap(({ id }) => Object.keys(surroundings).map((where) => `${id}.${where}`))
}

/** Where stories have their picture taken, by Chromium. */
export async function openStudio() {
  const browser = await launchCamera()
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { outDir: BUILT },
    preview: { host: '127.0.0.1', port: 0 },
  })
  const url = server.resolvedUrls?.local[0] ?? ''
  /** One page per surrounding, opened with the first picture there; it takes one picture at a time. */
  const places = new Map(
    Object.entries(surroundings).map(([where, surrounding]) => [where, placeIn(surrounding)]),
  )

  /** @param {Surrounding} surrounding */
  function placeIn({ globals, ...options }) {
    const chosen = Object.entries(globals).map((pair) => pair.join(':'))
    /** @type {Promise<import('playwright').Page> | undefined} */
    let opened
    /** @type {Promise<unknown>} */
    let busy = Promise.resolve()
    const open = async () => {
      const context = await browser.newContext({ viewport: DESKTOP, timezoneId: 'UTC', ...options })
      await context.clock.setFixedTime(NOW)
      const page = await context.newPage()
      await page.addInitScript(hearEnd)
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
          return takePicture(page, id)
        })
        busy = taken.catch(async () => {
          // A story that failed may have changed the page: the next one begins in a new page.
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
     * Takes one picture, once the story has been played to its end.
     *
     * @param {string} name
     * @throws {Error} where the story fails, or is not accessible in these surroundings.
     */
    async take(name) {
      const [id = '', where = ''] = name.split('.')
      const place = places.get(where)
      if (!place) throw new Error(`there is no picture ${name}`)
      return place.take(id)
    },
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

/**
 * Shows another story in the page, which need not load Storybook again: that takes longer than a story.
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
 * @param {string} id The story, for the message.
 */
async function takePicture(page, id) {
  const end = await page.waitForFunction(() => /** @type {any} */ (globalThis).storyEnd)
  /** @type {string[]} */
  const faults = await end.jsonValue()
  if (faults.length > 0) throw new Error(`${id}: ${faults.join('; ')}`)
  await page.evaluate(() => document.fonts.ready)
  return page.screenshot({ animations: 'disabled', caret: 'hide' })
}

/** Keeps what Storybook says of a story once it was played: in the page, before Storybook is there. */
function hearEnd() {
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
      // Its end is a success all the same.
      channel?.on?.('playFunctionThrewException', (/** @type {Error} */ { message }) =>
        // What follows is the whole page.
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
