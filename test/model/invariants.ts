import { isWithin, type Counts, type Position } from '../../src/protocol/index.js'
import { byNewest, type Confirmed, type InboxState, type ListKey } from '../../src/store/state.js'
import type { InboxNotification } from '../../src/store/listing.js'
import { lineOf, sayCounts, type History, type Moment } from './history.js'
import type { Action } from './model-device.js'
import type { ModelServer } from '../../src/testing/model/model-server.js'
import { expectThat, Violation } from './violation.js'

/** One of the member's devices, or one page of it, as the promises see it. */
export interface Witness {
  readonly confirmed: Confirmed | null
  readonly state: InboxState
  /** How far any page of older rows was ahead. Until there, rows may be newer than the cursor. */
  readonly pagedTo: { readonly epoch: string; readonly position: Position } | null
  /** The notifications on the page. */
  list(): readonly InboxNotification[]
  view(): { readonly counts: Counts } | null
}

const say = (lines: readonly string[]): string => lines.join(', ')

/** A device's list as text. */
const sayList = (device: Witness): string[] =>
  device.list().map(({ id, isUnread: unread, title }) => lineOf(id, unread, title))

/** The list of a moment, down to a device's oldest loaded row. */
const linesDownTo = ({ shown }: Moment, oldest: ListKey | null): string[] =>
  [...shown.values()]
    .filter(({ key }) => !oldest || byNewest(key, oldest) <= 0)
    .sort((a, b) => byNewest(a.key, b.key))
    .map(({ line }) => line)

/** Holds what a device was told to what was true at its cursor. */
export function checkConfirmed(device: Witness, before: Confirmed | null, history: History) {
  const { confirmed } = device
  if (!confirmed || confirmed === before) return
  if (before?.epoch === confirmed.epoch)
    expectThat(isWithin(before.position, confirmed.position), () => `I8 ${confirmed.cursor}`)
  const moment = history.at(confirmed.cursor)
  expectThat(moment !== undefined, () => `I2 nothing was ever at ${confirmed.cursor}`)
  if (!moment) return
  expectThat(
    sayCounts(confirmed.counts) === moment.counts,
    () => `I2 badge ${sayCounts(confirmed.counts)} instead of ${moment.counts}`,
  )
  if (device.state.pending.length > 0 || isPagedAhead(device)) return
  const [list, due] = [sayList(device), linesDownTo(moment, confirmed.oldest)]
  expectThat(say(list) === say(due), () => `I1 shows ${say(list)} instead of ${say(due)}`)
}

/** A page may be newer than the cursor, or of a lineage that the stream has not told of yet. */
function isPagedAhead({ confirmed, pagedTo }: Witness): boolean {
  if (!confirmed || !pagedTo) return false
  if (pagedTo.epoch === confirmed.epoch) return !isWithin(pagedTo.position, confirmed.position)
  return pagedTo.epoch > confirmed.epoch
}

/** Holds a device to the server, once the network has healed. */
export function checkConverged(device: Witness, server: ModelServer, history: History): void {
  const { confirmed, state } = device
  expectThat(state.pending.length === 0, () => 'I1 the outbox is stuck')
  const moment = history.at(server.cursor)
  if (!moment || confirmed?.cursor !== server.cursor)
    throw new Violation(`I1 stands at ${confirmed?.cursor} instead of ${server.cursor}`)
  const [list, due] = [sayList(device), linesDownTo(moment, confirmed.oldest)]
  expectThat(say(list) === say(due), () => `I1 diverged: ${say(list)} instead of ${say(due)}`)
  const badge = sayCounts(device.view()?.counts ?? confirmed.counts)
  expectThat(badge === moment.counts, () => `I2 badge ${badge} instead of ${moment.counts}`)
}

/** Holds what a device shows right after an action to what the member meant. */
export function checkIntent(device: Witness, action: Action, target: string): void {
  if (isPagedAhead(device)) return
  const list = device.list()
  const counts = device.view()?.counts
  const own = list.find(({ id }) => id === target)
  const inCategory = list.filter(({ category }) => category === target)
  const countOf = counts?.unreadByCategory[target] ?? 0
  const holds = {
    read: () => !own?.isUnread,
    unread: () => own?.isUnread === true,
    remove: () => !own,
    'read-all': () => !list.some(({ isUnread: unread }) => unread) && counts?.unread === 0,
    'read-category': () => !inCategory.some(({ isUnread: unread }) => unread) && countOf === 0,
    'clear-read': () => list.every(({ isUnread: unread }) => unread),
    'clear-all': () => list.length === 0 && counts?.unread === 0,
    'clear-category': () => inCategory.length === 0 && countOf === 0,
    seen: () => counts?.unseen === 0,
    // A command that was undone before it was sent is left out; the rest shows with the answer.
    undo: () => true,
  }[action]()
  expectThat(
    holds,
    () => `I7 the intent of ${action} ${target} does not show: ${say(sayList(device))}`,
  )
}

/** The view of a device. */
export interface Picture {
  readonly list: readonly string[]
  readonly counts: string
}

/** The present view of a device. */
export const pictureOf = (device: Witness, isUnseenKnown: boolean): Picture => {
  const counts = device.view()?.counts ?? { unread: 0, unreadByCategory: {}, unseen: 0 }
  return {
    list: sayList(device),
    counts: sayCounts(isUnseenKnown ? counts : { ...counts, unseen: 0 }),
  }
}

/** Holds the answer to commands to what the page already showed, when nothing else happened. */
export function checkFlicker(before: Picture, after: Picture, isReset: boolean): void {
  expectThat(before.counts === after.counts, () => `I7 ${before.counts} became ${after.counts}`)
  // A full state is as deep as one page; where both show something, they show the same.
  const length = isReset ? Math.min(before.list.length, after.list.length) : Infinity
  const [was, is] = [before.list.slice(0, length), after.list.slice(0, length)]
  expectThat(say(was) === say(is), () => `I7 flicker: ${say(was)} became ${say(is)}`)
}
