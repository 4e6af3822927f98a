import { reasonOf, table } from './format.mjs'
import { sections } from './sections.mjs'

/**
 * @import { Cell, Results, Widget } from '../results.mjs'
 * @import { Section } from './sections.mjs'
 */

const intro = `# Belfry beside other notification widgets

This file is generated: \`npm run bench:widgets\`. \`bench/widgets/README.md\` says how each figure is measured.

A figure is a median; the smallest and the greatest value follow in brackets. The pages and their servers run on one machine, so the network takes next to no time, and there is no graphics card. "CPU" is processor time of the page's main thread; every other time is wall time. "CPU pressure" is the share of ten seconds in which some program waited for a processor: above 40 %, take wall times as upper bounds.`

/**
 * Draws all results in Markdown.
 *
 * @param {Results} results
 */
export function drawTables({ node, cores, widgets }) {
  const all = Object.entries(widgets).flatMap(([name, widget]) =>
    widget ? [{ ...widget, name }] : [],
  )
  const browsers = new Set(
    all.flatMap(({ cells }) => Object.values(cells).map((cell) => cell?.browser ?? '')),
  )
  return [
    intro,
    `${[...browsers].join(', ')}; Node ${node}; ${cores} cores.`,
    versionsOf(all),
    ...sections.map((section) => drawSection(section, all)),
    '## Notes',
    all
      .flatMap(({ title, badgeNote, notes }) =>
        [badgeNote ?? [], notes].flat().map((note) => `- ${title}: ${note}.`),
      )
      .join('\n'),
    '',
  ]
    .filter((part) => part !== undefined)
    .join('\n\n')
    .replace(/\n+$/, '\n')
}

/** @param {readonly Widget[]} widgets */
const versionsOf = (widgets) =>
  table(
    ['widget', 'packages', 'measured'],
    widgets.map(({ title, versions, cells }) => {
      const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
      const moments = Object.values(cells).flatMap((cell) =>
        cell ? [`${cell.date} at ${cell.commit}`] : [],
      )
      return [title, packages.join(', ') || '–', [...new Set(moments)].sort().join(', ') || '–']
    }),
  )

/**
 * @param {Section} section
 * @param {readonly Widget[]} widgets
 */
function drawSection({ cell: name, title, columns }, widgets) {
  const rows = widgets.flatMap(({ title, cells }) => {
    const cell = cells[name]
    return cell ? [[title, ...valuesOf(cell, columns)]] : []
  })
  if (rows.length === 0) return undefined
  return `## ${title}\n\n${table(['widget', ...columns.map(([head]) => head)], rows)}`
}

/** @param {Cell} cell @param {Section['columns']} columns */
function valuesOf(cell, columns) {
  const { figures, sizes } = cell
  if (!figures && !sizes) return columns.map((_, index) => (index === 0 ? reasonOf(cell) : '–'))
  return columns.map(([, valueOf]) => valueOf((name) => figures?.[name] ?? null, cell))
}
