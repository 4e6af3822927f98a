import { isUnread, type Counts, type Features, type Head, type Row } from 'belfry/protocol'
import { fold } from '../../../src/store/fold.js'
import { createListing } from '../../../src/store/listing.js'
import type { InboxState } from '../../../src/store/state.js'

/**
 * The state that a member sees, without the numbers behind it, which differ between two servers.
 */
export interface Picture {
  /** The titles, newest first; a star marks the unread ones. */
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

/** Returns the titles of rows in their order, with a star for the unread ones. */
export const listOf = (rows: readonly { row: Row; title: string }[], head: Head): string[] =>
  rows.map(({ row, title }) => marked(title, isUnread(row, head)))

/** Returns the picture of rows that a server sent. */
export const pictureOf = (
  rows: readonly { row: Row; title: string }[],
  { head, counts, features }: Seen,
): Picture => ({ list: listOf(rows, head), counts, features })

/** Adds the titles to rows of the real server. */
export const titled = (rows: readonly Row[]): { row: Row; title: string }[] =>
  rows.map((row) => ({ row, title: row.content?.title ?? `${row.id} without content` }))

/** Returns the picture of a page's state, built by the product's own code. */
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
