import { describe, expect, it } from 'vitest'
import type { Frame, Heartbeat } from '../../src/protocol/index.js'
import { receive } from '../../src/store/receive.js'
import { initialState, type InboxState } from '../../src/store/state.js'
import { memberRow } from '../../src/testing/fixtures.js'
import { countsOf, deltaOf, place, snapshotOf } from '../support/frames.js'

const after = (...frames: Frame[]): InboxState =>
  frames.reduce((state, frame) => receive(state, frame).state, initialState)
const outcome = (state: InboxState, frame: Frame) => receive(state, frame).outcome
const ids = ({ confirmed }: InboxState) => [...(confirmed?.rows.keys() ?? [])]

const one = memberRow({ position: 1 })
const two = memberRow({ position: 2 })
const three = memberRow({ position: 3 })
const base = after(snapshotOf(place(2), [one, two]))

describe('a snapshot', () => {
  it('replaces the rows', () => {
    const state = receive(base, snapshotOf(place(3), [three])).state
    expect(ids(state)).toEqual([three.id])
    expect(state.confirmed?.position).toEqual(place(3))
  })

  it.each([place(1), place(1, 1), place(2, -1)])(
    'at %j, behind in one part, is ignored',
    (stale) => {
      const state = after(snapshotOf(place(2, 0), [one]))
      expect(receive(state, snapshotOf(stale, [three]))).toEqual({ state, outcome: 'ignored' })
    },
  )

  it('of another lineage is accepted even if its positions are lower', () => {
    const state = receive(base, snapshotOf(place(1), [one], { epoch: 'second', reason: 'epoch' }))
    expect(state.outcome).toBe('applied')
    expect(state.state.confirmed?.epoch).toBe('second')
  })

  it('of another member drops the commands of this one', () => {
    const command = { id: 'c', type: 'unread', notification: one.id } as const
    const acted = { ...base, pending: [{ command, epoch: 'first', position: place(2) }] }
    const other = snapshotOf(place(9), [], { inbox: 'member-2' })
    expect(receive(acted, other).state.pending).toEqual([])
    expect(receive(acted, snapshotOf(place(3))).state.pending).toHaveLength(1)
  })
})

describe('a delta', () => {
  it('is applied from the position of the page', () => {
    const { state, outcome: verdict } = receive(
      base,
      deltaOf(place(2), place(3), [three], { counts: countsOf(3) }),
    )
    expect(verdict).toBe('applied')
    expect(ids(state)).toEqual([two.id, one.id, three.id])
    expect(state.confirmed?.counts.unread).toBe(3)
  })

  it('that overlaps the known changes is accepted', () => {
    expect(outcome(base, deltaOf(place(0), place(3), [one, two, three]))).toBe('applied')
  })

  it('of known changes is dropped', () => {
    expect(receive(base, deltaOf(place(1), place(2), [two]))).toEqual({
      state: base,
      outcome: 'ignored',
    })
  })

  it.each([
    ['begins beyond the page', deltaOf(place(3), place(4))],
    ['begins beyond it in broadcasts', deltaOf(place(2, 1), place(2, 2))],
    ['is ahead in one part and behind in the other', deltaOf(place(0), place(1, 1))],
    ['is of another lineage', deltaOf(place(2), place(3), [], { epoch: 'second' })],
    ['is of another member', deltaOf(place(2), place(3), [], { inbox: 'member-2' })],
  ])('that %s asks for a resume and changes nothing', (_name, frame) => {
    expect(receive(base, frame)).toEqual({ state: base, outcome: 'resume' })
  })

  it('before any state asks for a resume', () => {
    expect(outcome(initialState, deltaOf(place(0), place(1)))).toBe('resume')
  })

  it('keeps the registers and counts that it does not mention', () => {
    const state = receive(base, deltaOf(place(2), place(3))).state
    expect(state.confirmed?.counts).toBe(base.confirmed?.counts)
    expect(state.confirmed?.head).toBe(base.confirmed?.head)
  })

  it('does not bring older registers back', () => {
    const head = (rev: number) => ({ rev, read: {}, clear: {}, seen: place(rev) })
    const later = receive(base, deltaOf(place(2), place(4), [], { head: head(4) })).state
    const state = receive(later, deltaOf(place(2), place(5), [], { head: head(3) })).state
    expect(state.confirmed?.head.rev).toBe(4)
  })

  it('settles its commands, even if its changes are known', () => {
    const command = { id: 'c', type: 'unread', notification: one.id } as const
    const acted = { ...base, pending: [{ command, epoch: 'first', position: place(2) }] }
    const frame = deltaOf(place(1), place(2), [], { commands: ['c'] })
    expect(receive(acted, frame).state.pending).toEqual([])
  })
})

describe('a heartbeat', () => {
  const heartbeat = (u: number, parts: Partial<Heartbeat> = {}): Frame => ({
    type: 'heartbeat',
    inbox: 'member-1',
    epoch: 'first',
    position: place(u),
    now: '',
    ...parts,
  })

  it('before the first state reports that the state was lost', () => {
    expect(outcome(initialState, heartbeat(0))).toBe('resume')
  })

  it('at the position of the page reports that nothing was lost', () => {
    expect(outcome(base, heartbeat(2))).toBe('ignored')
  })

  it.each([1, 3])('at another place (%i) asks for a resume', (u) => {
    expect(outcome(base, heartbeat(u))).toBe('resume')
  })

  it.each([{ inbox: 'member-2' }, { epoch: 'second' }])(
    'of another lineage (%j) asks for a resume, though the numbers agree',
    (parts) => {
      expect(outcome(base, heartbeat(2, parts))).toBe('resume')
    },
  )
})
