import type { Row, Scope } from 'belfry/protocol'
import type { Transaction } from './database.js'
import type { InboxKey } from './inbox-key.js'

/** The fields of a row that a member's commands change. */
export type MemberMarks = Pick<Row, 'pos' | 'readPos' | 'gonePos' | 'raisedU' | 'readAtU'>

/** Returns the marks of a row. */
export const marksOf = ({ pos, readPos, gonePos, raisedU, readAtU }: Row): MemberMarks => ({
  pos,
  readPos,
  gonePos,
  raisedU,
  readAtU,
})

/** A row with its new marks. */
export interface MarkedRow {
  readonly id: string
  readonly scope: Scope
  readonly marks: MemberMarks
  /** The inbox's `u` of this change. */
  readonly rev: number
  readonly kind: Row['kind']
}

/** Writes a member's marks to their own row, or to their receipt of a broadcast. */
export async function writeMarks(
  transaction: Transaction,
  { platform, member }: InboxKey,
  { id, scope, marks, rev, kind }: MarkedRow,
): Promise<void> {
  const { pos, readPos, gonePos, raisedU, readAtU } = marks
  if (scope === 'member')
    await transaction.query(
      `update notifications set pos = $4, read_pos = $5, gone_pos = $6, rev = $7, kind = $8
      where platform = $1 and member = $2 and id = $3`,
      [platform, member, id, pos, readPos, gonePos, rev, kind],
    )
  else
    await transaction.query(
      `insert into receipts (platform, member, broadcast, read_pos, gone_pos, raised_u, read_at_u,
        rev, kind)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (platform, member, broadcast) do update set
        read_pos = excluded.read_pos, gone_pos = excluded.gone_pos, raised_u = excluded.raised_u,
        read_at_u = excluded.read_at_u, rev = excluded.rev, kind = excluded.kind`,
      [platform, member, id, readPos, gonePos, raisedU, readAtU, rev, kind],
    )
}
