import { isSnapshot, isUnread, type Snapshot } from '../../../src/protocol/index.js'
import type { Inbox } from '../../../src/client/create-inbox.js'
import type { RecordedPage } from './recorded-page.js'
import type { Person } from './server-process.js'

/** One notification, as far as members see it. */
export interface Seen {
  readonly id: string
  readonly isUnread: boolean
  readonly text: string
}

/** The rows that a page shows. */
export const shownBy = ({ $notifications }: Inbox): Seen[] =>
  $notifications
    .get()
    .map(({ id, isUnread, title, message }) => ({ id, isUnread, text: `${title} ${message}` }))

/** The member's inbox, asked for without anything in between. */
export async function askServer(url: string, { token }: Person): Promise<Snapshot> {
  const response = await fetch(`${url}/v1/inbox?limit=100`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(15_000),
  })
  const answer: unknown = await response.json()
  if (!isSnapshot(answer)) throw new Error(`no snapshot: ${response.status}`)
  return answer
}

/** The rows of a state that a page must show. */
export const shownOf = ({ notifications, head }: Snapshot): Seen[] =>
  notifications.map((row) => ({
    id: row.id,
    isUnread: isUnread(row, head),
    text: `${row.content?.title} ${row.content?.message}`,
  }))

/** Describes a state that a page must never show; `null` if there is none (I2, I4 and I10). */
export function wrongWith({ inbox }: RecordedPage, marker: string): string | null {
  const shown = shownBy(inbox)
  const { unread } = inbox.$counts.get()
  const counted = shown.filter(({ isUnread }) => isUnread).length
  if (!inbox.$hasOlder.get() && unread !== counted)
    return `the badge says ${unread}, the list has ${counted}`
  if (new Set(shown.map(({ id }) => id)).size !== shown.length) return 'one is listed twice'
  const foreign = shown.find(({ text }) => !text.includes(marker))
  return foreign ? `somebody else's: ${foreign.text}` : null
}

/** Two streams at once, or one too soon after another, by one page; `null` where all is well. I9. */
export function stormOf({ openings }: RecordedPage): string | null {
  const streams = openings.filter(({ name }) => name !== 'polling')
  for (const [index, { openedAt }] of streams.entries()) {
    const before = streams[index - 1]
    if (!before) continue
    // A machine that is busy hands over late what was on time.
    if (openedAt - before.openedAt < 200)
      return `attempts ${Math.round(openedAt - before.openedAt)} ms apart`
    if (before.closedAt === null || before.closedAt > openedAt) return 'two streams at once'
  }
  return null
}

/** A request that went back behind an earlier one within an epoch; `null` where all is well. I8. */
export function retreatOf({ cursors }: RecordedPage): string | null {
  const latest = new Map<string, { u: number; b: number }>()
  for (const cursor of cursors) {
    const [, epoch = '', u, b] = cursor.split('.')
    const place = { u: Number(u), b: Number(b) }
    const before = latest.get(epoch)
    if (before && (place.u < before.u || place.b < before.b))
      return `went back from ${before.u},${before.b} to ${place.u},${place.b}`
    latest.set(epoch, place)
  }
  return null
}
