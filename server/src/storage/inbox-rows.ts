import {
  type Content,
  COUNT_LIMIT,
  type Counts,
  foldText,
  type Position,
  type Row,
} from 'belfry/protocol'
import type { Parameter, Transaction } from './database.js'
import type { InboxKey } from './inbox-key.js'
import type { StoredInbox } from './inbox-state.js'

/** The start of a page of the list: the page begins after the row with this moment and id. */
export interface PageStart {
  readonly createdAt: string
  readonly id: string
}

/** The settings that decide how a member sees rows. */
export interface RowView {
  /** The categories that must not leave the server. */
  readonly hidden: readonly string[]
  /** The language of broadcasts. A broadcast without contents in it is shown in English. */
  readonly locale: string
}

/** The selection of rows for one page of the list. */
export interface Listing {
  readonly limit: number
  readonly after?: PageStart | undefined
  /** Whether to list only unread rows. @default false */
  readonly unreadOnly?: boolean
  readonly category?: string | undefined
  /** A text that the title or the message must contain, regardless of case and accents. */
  readonly text?: string | undefined
}

/** One page of the list. */
export interface Listed {
  readonly rows: Row[]
  /** The start of the next page; `null` on the last page. */
  readonly next: PageStart | null
}

interface StoredRow {
  id: string
  scope: Row['scope']
  category: string
  kind: Row['kind']
  created_at: string
  rev: number
  revb: number
  pos: number
  alert_pos: number
  read_pos: number
  gone_pos: number
  raised_u: number
  read_at_u: number
  retracted: boolean
  content: Content | null
}

const localised = (parameter: string): string =>
  `coalesce(r.content, r.contents -> ${parameter}, r.contents -> 'en')`
const columns = `r.id, r.scope, r.category, r.kind, r.created_at, r.rev, r.revb, r.pos, r.alert_pos,
  r.read_pos, r.gone_pos, r.raised_u, r.read_at_u, r.retracted`

/** Lists one page of visible rows, newest first. */
export async function listRows(
  transaction: Transaction,
  key: InboxKey,
  view: RowView,
  listing: Listing,
): Promise<Listed> {
  const parameters: Parameter[] = [key.platform, key.member, view.hidden, view.locale]
  const bind = (value: Parameter): string => `$${parameters.push(value)}`
  const { after, category, text, limit } = listing
  const wanted = [
    'r.platform = $1 and r.member = $2 and r.visible and not r.category = any ($3)',
    listing.unreadOnly ? 'r.unread' : '',
    category === undefined ? '' : `r.category = ${bind(category)}`,
    after ? `(r.created_at, r.id) < (${bind(after.createdAt)}, ${bind(after.id)})` : '',
    text === undefined ? '' : holdsText(bind(foldText(text))),
  ]
  const rows = await transaction.query<StoredRow>(
    `select ${columns}, ${localised('$4')} as content from inbox_rows r
    where ${wanted.filter(Boolean).join(' and ')}
    order by r.created_at desc, r.id desc limit ${bind(limit + 1)}`,
    parameters,
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page.map(toRow),
    next: rows.length > limit && last ? { createdAt: last.created_at, id: last.id } : null,
  }
}

// strpos compares plain text, so no character of the search acts as a pattern.
const holdsText = (folded: string): string =>
  `strpos(coalesce(r.search_text, r.search_texts ->> $4, r.search_texts ->> 'en'), ${folded}) > 0`

/**
 * Reads the rows of which any part changed after a position, at most `limit`. The content is
 * omitted if the client's copy is still current.
 */
export async function changedRows(
  transaction: Transaction,
  key: InboxKey,
  view: RowView,
  since: Position & { readonly limit: number },
): Promise<Row[]> {
  const rows = await transaction.query<StoredRow>(
    `select ${columns}, case when r.visible and r.content_rev >
      case r.scope when 'member' then $3::bigint else $4::bigint end
      then ${localised('$6')} end as content
    from inbox_rows r
    where r.platform = $1 and r.member = $2 and not r.category = any ($5) and r.id = any (array (
      select id from notifications where platform = $1 and member = $2 and rev > $3
      union all
      select id from broadcasts where platform = $1 and revb > $4
      union all
      select broadcast from receipts where platform = $1 and member = $2 and rev > $3))
    order by r.created_at desc, r.id desc limit $7`,
    [key.platform, key.member, since.u, since.b, view.hidden, view.locale, since.limit],
  )
  return rows.map(toRow)
}

/** Reads one row without its content, and whether it is visible; `null` if there is no such row. */
export async function findRow(
  transaction: Transaction,
  key: InboxKey,
  id: string,
  hidden: readonly string[],
): Promise<{ readonly row: Row; readonly visible: boolean } | null> {
  const [row] = await transaction.query<StoredRow & { visible: boolean }>(
    `select ${columns}, r.visible, null as content from inbox_rows r
    where r.platform = $1 and r.member = $2 and r.id = $3 and not r.category = any ($4)`,
    [key.platform, key.member, id, hidden],
  )
  return row ? { row: toRow(row), visible: row.visible } : null
}

/** Counts the unread and unseen rows of an inbox. Each count is exact up to {@link COUNT_LIMIT}. */
export async function countRows(
  transaction: Transaction,
  key: InboxKey,
  { hidden, head }: StoredInbox,
): Promise<Counts> {
  const rows = await transaction.query<{ category: string; unread: number; unseen: number }>(
    `select r.category, count(*) as unread, count(*) filter (
      where r.alert_pos > case r.scope when 'member' then $4::bigint else $5::bigint end) as unseen
    from inbox_rows r
    where r.platform = $1 and r.member = $2 and r.unread and not r.category = any ($3)
    group by r.category`,
    [key.platform, key.member, hidden, head.seen.u, head.seen.b],
  )
  const capped = (count: number): number => Math.min(count, COUNT_LIMIT)
  return {
    unread: capped(rows.reduce((sum, { unread }) => sum + unread, 0)),
    unreadByCategory: Object.fromEntries(
      rows.map(({ category, unread }) => [category, capped(unread)]),
    ),
    unseen: capped(rows.reduce((sum, { unseen }) => sum + unseen, 0)),
  }
}

const toRow = (row: StoredRow): Row => ({
  id: row.id,
  scope: row.scope,
  category: row.category,
  createdAt: row.created_at,
  kind: row.kind,
  rev: row.rev,
  revb: row.revb,
  pos: row.pos,
  alertPos: row.alert_pos,
  readPos: row.read_pos,
  gonePos: row.gone_pos,
  raisedU: row.raised_u,
  readAtU: row.read_at_u,
  retracted: row.retracted,
  content: row.content,
})
