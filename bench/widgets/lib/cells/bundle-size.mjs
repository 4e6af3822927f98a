import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSize } from '../bundle.mjs'
import { ask, clickBell, openPage, visit } from '../visit.mjs'

/**
 * @import { Subject, Visit } from '../visit.mjs'
 */

/** Loading is over when no file was requested for this long on a quiet page, in milliseconds. */
const IDLE_MS = 2000
const LIMIT_MS = 20_000

/**
 * Reports the sizes of the build, and of the scripts that the browser loads by itself: with the
 * page, and until the page is idle after a click on the bell (or after a first toast).
 *
 * @param {Subject} subject
 */
export const bundleSize = (subject) =>
  visit(subject, {}, async (visit) => {
    const { adapter, bundle } = subject
    const { page, server } = visit
    /** @type {Set<string>} */
    const scripts = new Set()
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.endsWith('.js')) scripts.add(pathname.replace('/bundle/', ''))
    })
    const loadedGzip = () =>
      [...scripts].reduce((sum, file) => {
        const content = bundle.contents.get(file)
        return sum + (content ? gzipSize(content) : 0)
      }, 0)
    const isToast = adapter.kind === 'toast'
    if (isToast) {
      await page.goto(`${server.origin}/`)
      await page.waitForFunction('globalThis.bench.hasToasts()')
    } else await openPage(page, server)
    await becomeIdle(visit, scripts)
    const loadGzip = loadedGzip()
    if (isToast) await ask(page, 'timeToast')
    else await clickBell(page)
    await becomeIdle(visit, scripts)
    return {
      runs: 1,
      sizes: { ...bundle.sizes, loadGzip, openedGzip: loadedGzip(), openedScripts: scripts.size },
    }
  })

/**
 * Waits until the page is quiet and requests no further scripts.
 *
 * @param {Visit} visit
 * @param {ReadonlySet<string>} scripts
 */
async function becomeIdle({ thread }, scripts) {
  const startedAt = Date.now()
  let before = -1
  while (scripts.size !== before && Date.now() - startedAt < LIMIT_MS) {
    before = scripts.size
    await sleep(IDLE_MS)
    await thread.becomeQuiet({ limitMs: LIMIT_MS })
  }
}
