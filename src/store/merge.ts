import type { Row } from '../protocol/index.js'

/**
 * Joins two copies of one row. The member's part follows the higher `rev`, the part that a
 * broadcast shares follows the higher `revb`, and what it says stays until something newer says it.
 * Order and repetition do not matter.
 */
export function mergeRow(held: Row, arrived: Row): Row {
  const own = arrived.rev >= held.rev ? arrived : held
  const other = own === arrived ? held : arrived
  if (own.scope === 'member') return { ...own, content: own.content ?? other.content }

  const shared = arrived.revb >= held.revb ? arrived : held
  const stale = shared === arrived ? held : arrived
  return {
    ...own,
    category: shared.category,
    createdAt: shared.createdAt,
    revb: shared.revb,
    pos: shared.pos,
    alertPos: shared.alertPos,
    retracted: shared.retracted,
    content: shared.content ?? stale.content,
  }
}

/** Merges arrived rows into held ones. Returns the same map where nothing arrived. */
export function mergeRows(
  held: ReadonlyMap<string, Row>,
  arrived: readonly Row[],
): ReadonlyMap<string, Row> {
  if (arrived.length === 0) return held
  const rows = new Map(held)
  for (const row of arrived) {
    const known = rows.get(row.id)
    rows.set(row.id, known ? mergeRow(known, row) : row)
  }
  return rows
}
