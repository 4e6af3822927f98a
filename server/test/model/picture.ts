import { isUnread, type Counts, type Features, type Head, type Row } from 'belfry/protocol'
import { fold } from '../../../src/store/fold.js'
import { createListing } from '../../../src/store/listing.js'
import type { InboxState } from '../../../src/store/state.js'

/** What a member sees, without the numbers behind it: those differ between two servers. */
export interface Picture {
  /** Titles from the newest on; a star marks the unread ones. */
  readonly list: readonly string[]
  readonly counts: Counts
  readonly features: Features
}

interface Seen {
  readonly head: Head
  readonly counts: Counts
  readonly features: Features
}

const marked = (title: string, isNew: boolean): string => (isNew ? `${title}*` : title)

/** Titles of rows in their order, the unread ones marked. */
export const listOf = (rows: readonly { row: Row; title: string }[], head: Head): string[] =>
  rows.map(({ row, title }) => marked(title, isUnread(row, head)))

/** What rows that a server sent look like. */
export const pictureOf = (
  rows: readonly { row: Row; title: string }[],
  { head, counts, features }: Seen,
): Picture => ({ list: listOf(rows, head), counts, features })

/** Rows as the real server sent them, with their titles. */
export const titled = (rows: readonly Row[]): { row: Row; title: string }[] =>
  rows.map((row) => ({ row, title: row.content?.title ?? `${row.id} without content` }))

/** What a page shows that grew by the product's own rules. */
export function pictureOfState(state: InboxState): Picture {
  const { confirmed } = state
  const view = fold(state)
  if (!confirmed || !view) throw new Error('nothing arrived')
  const list = createListing()(view, confirmed.oldest)
  return {
    list: list.map((one) => marked(one.title, one.isUnread)),
    counts: view.counts,
    features: confirmed.features,
  }
}
