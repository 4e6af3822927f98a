/** @import { Spread } from '../runs.mjs' */
/** @import { Cell } from '../results.mjs' */

const NONE = '–'

/** @param {number | undefined} value */
export const integer = (value) =>
  value === undefined ? NONE : Math.round(value).toLocaleString('en-US')

/** @param {number | undefined} ms */
export const duration = (ms) =>
  ms === undefined ? NONE : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`

/** @param {number | undefined} bytes */
export const kib = (bytes) => (bytes === undefined ? NONE : (bytes / 1024).toFixed(1))

/** The length of a longest task: the browser reports none of 50 ms or less. @param {number | undefined} ms */
export const longest = (ms) => (ms === 0 ? '< 50 ms' : duration(ms))

/** The unit's formatter; the spread follows in brackets. @param {(value: number | undefined) => string} format */
export const withSpread = (format) => (/** @type {Spread | null | undefined} */ spread) => {
  if (!spread) return NONE
  const { median, min, max } = spread
  return min === max ? format(median) : `${format(median)} (${format(min)} – ${format(max)})`
}

/**
 * Formats the times of an event that did not happen in every run.
 *
 * @param {Spread | null | undefined} spread
 * @param {number} runs
 */
export function inRuns(spread, runs) {
  const count = spread?.count ?? 0
  if (count === 0) return 'no'
  return `${withSpread(duration)(spread)}${count < runs ? `, in ${count} of ${runs} runs` : ''}`
}

/** Why a cell has no figures. @param {Cell | undefined} cell */
export function reasonOf(cell) {
  if (cell?.skipped) return `skipped: ${cell.skipped}`
  return cell?.failed ? 'failed' : NONE
}

/**
 * Draws a table in Markdown.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export const table = (head, rows) =>
  [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
