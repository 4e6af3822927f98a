import { describe, expect, it } from 'vitest'
import { createArrivals } from '../../src/client/arrivals.js'
import type { Delta, Row, Snapshot } from '../../src/protocol/index.js'
import { receive } from '../../src/store/receive.js'
import { initialState, type Confirmed, type InboxState } from '../../src/store/state.js'
import { broadcastRow, fixtureId, memberRow } from '../../src/testing/fixtures.js'

const lineage = { inbox: 'ana', epoch: 'one' }
const counts = { unread: 0, unreadByCategory: {}, unseen: 0 }
const nothing = { u: 0, b: 0 }
const head = { rev: 0, read: {}, clear: {}, seen: nothing }
const now = '2026-03-02T10:00:00.000Z'

const snapshot = (u: number, notifications: Row[], b = 0): Snapshot => ({
  type: 'snapshot',
  reason: null,
  ...lineage,
  to: `one.${u}.${b}`,
  position: { u, b },
  head,
  counts,
  features: { gamification: true },
  now,
  notifications,
  next: null,
})
const delta = (from: number, u: number, notifications: Row[], b = 0): Delta => ({
  type: 'delta',
  ...lineage,
  from: { u: from, b: 0 },
  to: `one.${u}.${b}`,
  position: { u, b },
  head: null,
  counts,
  notifications,
  commands: [],
  now,
})

const after = (state: InboxState, ...frames: (Snapshot | Delta)[]): InboxState =>
  frames.reduce((before, frame) => receive(before, frame).state, state)
const confirmed = ({ confirmed }: InboxState): Confirmed => confirmed!
const start = after(
  initialState,
  snapshot(
    3,
    [1, 2, 3].map((position) => memberRow({ position })),
  ),
)
const idsBetween = (a: InboxState, b: InboxState) => {
  const arrivals = createArrivals()
  expect(arrivals(confirmed(a))).toEqual([])
  return arrivals(confirmed(b)).map(({ alertPos }) => alertPos)
}

describe('the arrivals of a page', () => {
  it('are the notifications since the last call, and no earlier ones', () => {
    const end = after(
      start,
      delta(3, 4, [memberRow({ position: 4 })]),
      delta(4, 5, [memberRow({ position: 5 })]),
    )
    expect(idsBetween(start, end)).toEqual([4, 5])
    expect(idsBetween(end, end)).toEqual([])
  })

  it('compare broadcasts by their own positions', () => {
    const end = after(start, delta(3, 3, [broadcastRow({ position: 1, id: fixtureId(9) })], 1))
    expect(idsBetween(start, end)).toEqual([1])
  })

  it('do not include a snapshot, which only moves the starting position', () => {
    const full = after(start, snapshot(9, [memberRow({ position: 9 })]))
    expect(idsBetween(start, full)).toEqual([])
    expect(idsBetween(full, after(full, delta(9, 10, [memberRow({ position: 10 })])))).toEqual([10])
  })

  it('include an update only if it alerts again', () => {
    const silent = memberRow({ position: 2, rev: 4 })
    const again = memberRow({ position: 2, rev: 4, pos: 4, alertPos: 4 })
    expect(idsBetween(start, after(start, delta(3, 4, [silent])))).toEqual([])
    expect(idsBetween(start, after(start, delta(3, 4, [again])))).toEqual([4])
  })

  it('include no row that is read, removed, or marked as unread by the member', () => {
    const read = memberRow({ position: 4, readPos: 4 })
    const gone = memberRow({ position: 5, gonePos: 5 })
    const raised = memberRow({ position: 1, rev: 6, pos: 6, alertPos: 1 })
    expect(idsBetween(start, after(start, delta(3, 6, [read, gone, raised])))).toEqual([])
  })

  it('include no notification of another member', () => {
    const other = {
      ...confirmed(start),
      inbox: 'ben',
      rows: new Map([['x', memberRow({ position: 9 })]]),
    }
    const arrivals = createArrivals()
    arrivals(confirmed(start))
    expect(arrivals(other)).toEqual([])
  })

  it('start again after a call without a state', () => {
    const end = after(start, delta(3, 4, [memberRow({ position: 4 })]))
    const arrivals = createArrivals()
    arrivals(confirmed(start))
    expect(arrivals()).toEqual([])
    expect(arrivals(confirmed(end))).toEqual([])
  })
})
