import type { Row } from '../protocol/index.js'

/**
 * Merges two copies of one row. The member's part comes from the copy with the higher `rev`, the
 * shared part of a broadcast from the copy with the higher `revb`. A missing content is taken from
 * the other copy. The order and number of merges do not matter.
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

/** Merges rows that arrived into known ones. Returns the same map if no rows arrived. */
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
