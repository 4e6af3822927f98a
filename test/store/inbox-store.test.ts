import { beforeEach, describe, expect, it } from 'vitest'
import type { Command, Frame } from '../../src/protocol/index.js'
import { fold } from '../../src/store/fold.js'
import { receivePage } from '../../src/store/paging.js'
import { addPending, receiveAnswer } from '../../src/store/pending.js'
import { receive, settleCommands } from '../../src/store/receive.js'
import { createInboxStore, type InboxStore } from '../../src/store/inbox-store.js'
import { broadcastRow, memberRow } from '../../src/testing/fixtures.js'
import { countsOf, cursorOf, deltaOf, place, snapshotOf } from '../support/frames.js'

const one = memberRow({ position: 1 })
const two = memberRow({ position: 2 })
const three = memberRow({ position: 3 })

let store: InboxStore
const apply = (frame: Frame) => store.apply(frame, receive)
const act = (command: Command, u: number) =>
  store.update((state) => addPending(state, [{ command, epoch: 'first', position: place(u) }]))
const listed = () => store.$notifications.get().map(({ id }) => id)
const unreadIds = () =>
  store.$notifications
    .get()
    .filter(({ isUnread }) => isUnread)
    .map(({ id }) => id)
const badge = () => store.$counts.get().unread
const read = (notification: string, pos: number | 'latest', id = 'c1'): Command => ({
  id,
  type: 'read',
  notification,
  pos,
})

beforeEach(() => {
  store = createInboxStore()
  store.foldWith(fold)
})

describe('the list', () => {
  it('is sorted from newest to oldest', () => {
    apply(snapshotOf(place(2), [one, two]))
    apply(deltaOf(place(2), place(3), [three]))
    expect(listed()).toEqual([three.id, two.id, one.id])
  })

  it('leaves out removed, cleared and retracted rows', () => {
    const broadcast = broadcastRow({ position: 4 })
    apply(snapshotOf(place(3, 4), [one, two, three, broadcast]))
    apply(
      deltaOf(place(3, 4), place(5, 5), [
        { ...two, rev: 4, gonePos: 2 },
        { ...broadcast, revb: 5, retracted: true },
      ]),
    )
    expect(listed()).toEqual([three.id, one.id])
  })

  it('does not show a row below its end until its page came, although the row counts', () => {
    apply(snapshotOf(place(3), [three], { next: 'below', counts: countsOf(3) }))
    apply(deltaOf(place(3), place(4), [{ ...one, rev: 4, readPos: 1 }], { counts: countsOf(2) }))
    expect(listed()).toEqual([three.id])
    expect(badge()).toBe(2)
    const asked = { base: cursorOf(place(3)), next: 'below' }
    const page = { type: 'page' as const, to: '4.0', notifications: [two, one], next: null }
    store.update((state) => receivePage(state, page, asked))
    expect(listed()).toEqual([three.id, two.id, one.id])
    expect(unreadIds()).toEqual([three.id, two.id])
  })

  it('keeps the identity of unchanged rows', () => {
    apply(snapshotOf(place(2), [one, two]))
    const [before] = store.$notifications.get().slice(-1)
    apply(deltaOf(place(2), place(3), [three]))
    expect(store.$notifications.get().at(-1)).toBe(before)
  })
})

describe('a command of the member', () => {
  beforeEach(() => {
    apply(snapshotOf(place(3), [one, two, three]))
  })

  it('has its effect on list and badge at once', () => {
    act(read(two.id, 2), 3)
    expect(unreadIds()).toEqual([three.id, one.id])
    expect(badge()).toBe(2)
    expect(store.$counts.get().unreadByCategory).toEqual({ learning: 2 })
  })

  it('has no effect once it is reverted', () => {
    act(read(two.id, 2), 3)
    store.update((state) => settleCommands(state, ['c1']))
    expect(badge()).toBe(3)
  })

  it('changes nothing when the server confirms it', () => {
    act(read(two.id, 2), 3)
    const seen: number[] = []
    store.$counts.subscribe(({ unread }) => seen.push(unread))
    const read2 = { ...two, rev: 4, readPos: 2 }
    const frame = deltaOf(place(3), place(4), [read2], { counts: countsOf(2) })
    store.update((state) => receiveAnswer(state, frame, ['c1']).state)
    expect(new Set(seen)).toEqual(new Set([2]))
    expect(store.$state.get().pending).toEqual([])
  })

  it('keeps its effect if that did not arrive with the answer', () => {
    act(read(two.id, 2), 3)
    const answer = receiveAnswer(store.$state.get(), deltaOf(place(5), place(6)), ['c1'])
    expect(answer.outcome).toBe('resume')
    store.update(() => answer.state)
    expect(badge()).toBe(2)
  })

  it('is applied to rows that arrive meanwhile', () => {
    act(read(two.id, 2), 3)
    const four = memberRow({ position: 4 })
    apply(deltaOf(place(3), place(4), [four], { counts: countsOf(4) }))
    expect(badge()).toBe(3)
    expect(unreadIds()).toEqual([four.id, three.id, one.id])
  })

  it('"mark all as read" never reads a later row', () => {
    act({ id: 'c1', type: 'read-all', upTo: cursorOf(place(3)) }, 3)
    expect(badge()).toBe(0)
    const four = memberRow({ position: 4 })
    apply(deltaOf(place(3), place(4), [four], { counts: countsOf(4) }))
    expect(unreadIds()).toEqual([four.id])
    expect(badge()).toBe(1)
  })

  it('"mark all as read" reads rows that are not loaded, too', () => {
    apply(snapshotOf(place(9), [three], { counts: countsOf(500), next: 'below' }))
    act({ id: 'c1', type: 'read-all', upTo: cursorOf(place(9)) }, 9)
    expect(badge()).toBe(0)
  })

  it('changes one category if it names one', () => {
    const points = memberRow({ position: 4, category: 'gamification' })
    apply(
      deltaOf(place(3), place(4), [points], {
        counts: { unread: 4, unreadByCategory: { learning: 3, gamification: 1 }, unseen: 4 },
      }),
    )
    act({ id: 'c1', type: 'read-all', upTo: cursorOf(place(4)), category: 'learning' }, 4)
    expect(unreadIds()).toEqual([points.id])
    expect(badge()).toBe(1)
  })

  it('up to a position of a lost lineage has no effect', () => {
    act({ id: 'c1', type: 'read-all', upTo: cursorOf(place(3)) }, 3)
    apply(snapshotOf(place(2), [one, two], { epoch: 'second', reason: 'epoch' }))
    expect(badge()).toBe(2)
  })

  it('can mark as unread, and then as read before the answer', () => {
    act(read(two.id, 2), 3)
    act({ id: 'c2', type: 'unread', notification: two.id }, 3)
    expect(badge()).toBe(3)
    act(read(two.id, 'latest', 'c3'), 3)
    expect(badge()).toBe(2)
  })

  it('does not bring a removed notification back by marking it as unread', () => {
    act({ id: 'c1', type: 'remove', notification: two.id, pos: 2 }, 3)
    act({ id: 'c2', type: 'unread', notification: two.id }, 3)
    expect(listed()).toEqual([three.id, one.id])
    expect(badge()).toBe(2)
  })

  it('can clear the read rows only', () => {
    act(read(two.id, 2), 3)
    act({ id: 'c2', type: 'clear-read', upTo: cursorOf(place(3)) }, 3)
    expect(listed()).toEqual([three.id, one.id])
    expect(badge()).toBe(2)
  })

  it('leaves no more unseen rows than unread ones', () => {
    const counts = { unread: 4, unreadByCategory: { learning: 3, system: 1 }, unseen: 3 }
    apply(snapshotOf(place(9), [{ ...three, readPos: 3 }], { counts, next: 'below' }))
    act({ id: 'c1', type: 'read-all', upTo: cursorOf(place(9)), category: 'learning' }, 9)
    expect(store.$counts.get()).toMatchObject({ unread: 1, unseen: 1 })
  })

  it('can clear all rows', () => {
    act({ id: 'c1', type: 'clear-all', upTo: cursorOf(place(3)) }, 3)
    expect(listed()).toEqual([])
    expect(badge()).toBe(0)
  })

  it('can mark as seen without marking as read', () => {
    act({ id: 'c1', type: 'seen', upTo: cursorOf(place(3)) }, 3)
    expect(store.$counts.get()).toMatchObject({ unread: 3, unseen: 0 })
  })

  it('is reverted by an undo that is sent together with it', () => {
    act({ id: 'c1', type: 'clear-all', upTo: cursorOf(place(3)) }, 3)
    act({ id: 'c2', type: 'undo', command: 'c1' }, 3)
    expect(listed()).toHaveLength(3)
  })

  it('can read a broadcast that was marked as unread', () => {
    const broadcast = { ...broadcastRow({ position: 1, readPos: 1 }), raisedU: 2 }
    apply(snapshotOf(place(5, 1), [broadcast]))
    expect(badge()).toBe(1)
    act(read(broadcast.id, 1), 5)
    expect(badge()).toBe(0)
  })
})

describe('a count at its limit', () => {
  it('means "or more", and is not adjusted', () => {
    apply(snapshotOf(place(3), [one, two, three], { counts: countsOf(1000) }))
    act(read(two.id, 2), 3)
    expect(badge()).toBe(1000)
  })
})
