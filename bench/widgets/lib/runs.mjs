/**
 * The values of one figure in all runs, rounded to a tenth. `count` is the number of runs that gave
 * a value.
 *
 * @typedef {{ median: number, min: number, max: number, count: number }} Spread
 */

/**
 * The figures of one run: a number, or `null` if the run could not tell.
 *
 * @typedef {Record<string, number | null | undefined>} Figures
 */

/** The time that the runs of one cell may take together, in milliseconds. */
const BUDGET_MS = 80_000

const tenth = (/** @type {number} */ value) => Math.round(value * 10) / 10

/**
 * Returns the spread of values; `null` if there is none.
 *
 * @param {readonly (number | null | undefined)[]} values
 * @returns {Spread | null}
 */
export function spreadOf(values) {
  const sorted = values.filter((value) => Number.isFinite(value)).map(Number)
  sorted.sort((a, b) => a - b)
  const at = (/** @type {number} */ index) => sorted[index] ?? NaN
  if (sorted.length === 0) return null
  const middle = Math.floor(sorted.length / 2)
  const median = sorted.length % 2 ? at(middle) : (at(middle - 1) + at(middle)) / 2
  return {
    median: tenth(median),
    min: tenth(at(0)),
    max: tenth(at(sorted.length - 1)),
    count: sorted.length,
  }
}

/**
 * Returns the spread of each figure.
 *
 * @param {readonly Figures[]} runs
 */
export function spreadsOf(runs) {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run)))]
  return Object.fromEntries(names.map((name) => [name, spreadOf(runs.map((run) => run[name]))]))
}

/**
 * Measures `count` times, but begins no run that would probably end after {@link BUDGET_MS}. A run
 * that fails is named and left out.
 *
 * @template Run
 * @param {{ count: number, say: (line: string) => void }} options
 * @param {() => Promise<Run>} measure
 * @returns {Promise<Run[]>}
 */
export async function repeat({ count, say }, measure) {
  /** @type {Run[]} */
  const runs = []
  const startedAt = Date.now()
  let error
  for (let index = 0; index < count; index += 1) {
    const spentMs = Date.now() - startedAt
    if (index > 0 && (spentMs * (index + 1)) / index > BUDGET_MS) break
    // A widget that failed twice at the start will fail again.
    if (index > 1 && runs.length === 0) break
    try {
      runs.push(await measure())
    } catch (failure) {
      error = failure
      say(`run ${index + 1} failed: ${String(failure).split('\n')[0] ?? ''}`)
    }
  }
  if (runs.length === 0) throw error
  return runs
}
