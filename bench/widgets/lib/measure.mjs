import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { launch } from './browser.mjs'
import { bundle } from './bundle.mjs'
import { cellPlans } from './cell-list.mjs'
import { cpuPressure } from './cpu-pressure.mjs'
import { loadAdapters } from './adapters.mjs'
import { readResults, writeResults } from './results.mjs'

/**
 * @import { Adapter } from './adapters.mjs'
 * @import { CellPlan } from './cell-list.mjs'
 * @import { Options } from './options.mjs'
 * @import { Cell, Widget } from './results.mjs'
 * @import { Subject } from './visit.mjs'
 */

/**
 * Measures the wanted cells of the wanted widgets, and merges each into the stored results as soon
 * as it ends.
 *
 * @param {Options} options
 */
export async function measure({ peers, cells, runs }) {
  const stored = readResults()?.widgets ?? {}
  for (const adapter of await loadAdapters(peers)) {
    console.log(`== ${adapter.name}`)
    const say = (/** @type {string} */ line) => console.log(`  [${adapter.name}] ${line}`)
    const built = await bundle(adapter)
    const widget = describe(adapter, built.versions, stored[adapter.name])
    const plans = cellPlans.filter(
      ({ group, kind }) => cells.includes(group) && [adapter.kind, 'both'].includes(kind),
    )
    for (const plan of plans) {
      widget.cells[plan.name] = await measureCell(plan, widget, {
        adapter,
        bundle: built,
        runs,
        say,
      })
      save(adapter.name, widget)
    }
  }
}

/**
 * Stores the results of one widget. It reads the file again, so that the results of another widget
 * that were written meanwhile stay.
 *
 * @param {string} name
 * @param {Widget} widget
 */
function save(name, widget) {
  const widgets = { ...readResults()?.widgets, [name]: widget }
  writeResults({ node: process.version, cores: availableParallelism(), widgets })
}

/**
 * @param {Adapter} adapter
 * @param {Record<string, string>} versions
 * @param {Widget} [stored]
 * @returns {Widget}
 */
const describe = ({ title, kind, badgeNote, notes = [] }, versions, stored) => ({
  title,
  kind,
  versions,
  badgeNote,
  notes,
  cells: stored?.cells ?? {},
})

/**
 * Measures one cell in a browser of its own, so that it shares no process and no compiled code with
 * another cell.
 *
 * @param {CellPlan} plan
 * @param {Widget} widget
 * @param {Omit<Subject, 'browser'>} subject
 * @returns {Promise<Cell>}
 */
async function measureCell({ name, measure, reasonToSkip }, widget, subject) {
  const { say } = subject
  const startedAt = performance.now()
  const browser = await launch()
  const about = {
    date: new Date().toISOString().slice(0, 10),
    commit: currentCommit(),
    browser: `Chromium ${browser.version()}`,
  }
  const skipped = reasonToSkip?.(widget.cells)
  try {
    if (skipped !== undefined) return { ...about, skipped }
    const measured = await measure({ ...subject, browser })
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    say(`${name} (${seconds} s): ${summaryOf(measured)}`)
    return { ...about, cpuPressure: cpuPressure(), ...measured }
  } catch (error) {
    const failed = String(error).split('\n')[0] ?? ''
    say(`${name} failed: ${failed}`)
    return { ...about, failed }
  } finally {
    await browser.close()
  }
}

const git = (/** @type {string[]} */ ...words) =>
  execFileSync('git', words, { encoding: 'utf8' }).trim()

/** Returns the commit of the repository, with a `+` if the source has further changes. */
const currentCommit = () =>
  `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', 'src') ? '+' : ''}`

/** @param {Partial<Cell>} measured */
const summaryOf = ({ runs = 0, figures, sizes }) =>
  sizes
    ? JSON.stringify(sizes)
    : [
        `n ${runs}`,
        ...Object.entries(figures ?? {}).map(([name, each]) => `${name} ${each?.median ?? '–'}`),
      ].join(', ')
