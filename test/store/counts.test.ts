import { describe, expect, it } from 'vitest'
import { commandsFor } from '../../src/client/commands/commands.js'
import type { Counts, Row } from '../../src/protocol/index.js'
import { changed, fold } from '../../src/store/fold.js'
import { receive, settleCommands } from '../../src/store/receive.js'
import { initialState, type InboxState, type PendingCommand } from '../../src/store/state.js'
import { memberRow } from '../../src/testing/fixtures.js'
import { countsOf, deltaOf, place, snapshotOf } from '../support/frames.js'

const PAGE_ROWS = 30
const rowsFrom = (first: number, last: number, parts: Partial<Row> = {}): Row[] =>
  Array.from({ length: last - first + 1 }, (_, index) => ({
    ...memberRow({ position: first + index }),
    ...parts,
  }))

/** A page with the newest of `count` unread notifications. */
function loaded(count: number, parts: Parameters<typeof snapshotOf>[2] = {}): InboxState {
  const rows = rowsFrom(Math.max(1, count - PAGE_ROWS + 1), count)
  const snapshot = snapshotOf(place(count), rows, {
    counts: countsOf(count),
    next: count > PAGE_ROWS ? 'below' : null,
    ...parts,
  })
  return receive(initialState, snapshot).state
}

type Act = (state: InboxState) => readonly PendingCommand[]
const acting = (state: InboxState, ...acts: Act[]): InboxState =>
  acts.reduce((now, act) => ({ ...now, pending: [...now.pending, ...act(now)] }), state)

/** Further notifications arrive, one by one. */
function arriving(state: InboxState, count: number, counted: (place: number) => number) {
  const from = state.confirmed?.position.u ?? 0
  return Array.from({ length: count }, (_, index) => from + index).reduce(
    (now, u) =>
      receive(
        now,
        deltaOf(place(u), place(u + 1), [memberRow({ position: u + 1 })], {
          counts: countsOf(counted(u + 1)),
        }),
      ).state,
    state,
  )
}

/** The page is loaded anew: of what was done, the outbox has kept what can be written down. */
const reloaded = ({ pending }: InboxState, fresh: InboxState): InboxState => ({
  ...fresh,
  pending: JSON.parse(
    JSON.stringify(pending.map((entry) => ({ ...entry, before: undefined }))),
  ) as PendingCommand[],
})

const countsIn = (state: InboxState): Counts | undefined => fold(state)?.counts
const badge = (state: InboxState): number | undefined => countsIn(state)?.unread

describe('the badge, while "mark all as read" cannot be sent,', () => {
  const marked = acting(loaded(100), commandsFor.readAll)

  it('counts the later arrivals', () => {
    expect(badge(marked)).toBe(0)
    expect(badge(arriving(marked, 60, (u) => u))).toBe(60)
  })

  it('counts the later arrivals after a reload too, loaded or not', () => {
    const fresh = reloaded(marked, loaded(160))
    expect(badge(fresh)).toBe(60)
    expect(badge(arriving(fresh, 250, (u) => u))).toBe(310)
  })

  it('counts the later arrivals after a reset, when a delta would be too long', () => {
    const { state } = receive(
      marked,
      snapshotOf(place(400), rowsFrom(371, 400), { counts: countsOf(400), next: 'below' }),
    )
    expect(badge(state)).toBe(300)
  })

  it.for([
    ['read', { kind: 'read', readPos: 40 }],
    ['removed', { kind: 'removed', gonePos: 40 }],
  ] as const)('knows that another device has %s one of them since', ([, marks]) => {
    const fresh = reloaded(marked, loaded(160))
    const row = { ...memberRow({ position: 40 }), ...marks, rev: 161 }
    const elsewhere = deltaOf(place(160), place(161), [row], { counts: countsOf(159) })
    expect(badge(receive(fresh, elsewhere).state)).toBe(60)
  })

  it('counts no arrival twice if the server applied the command and the answer was lost', () => {
    const head = { rev: 101, read: { learning: place(100) }, clear: {}, seen: place(0) }
    expect(badge(reloaded(marked, loaded(160, { head, counts: countsOf(60) })))).toBe(60)
  })

  it('counts later arrivals after a lost answer, even if the count was at its limit before', () => {
    const atLimit = acting(loaded(100, { counts: countsOf(1000) }), commandsFor.readAll)
    const head = { rev: 101, read: { learning: place(100) }, clear: {}, seen: place(0) }
    expect(badge(reloaded(atLimit, loaded(160, { head, counts: countsOf(60) })))).toBe(60)
  })

  it('counts from the last of several commands', () => {
    const twice = acting(
      arriving(marked, 60, (u) => u),
      commandsFor.readAll,
    )
    expect(badge(twice)).toBe(0)
    expect(badge(reloaded(twice, loaded(200)))).toBe(40)
  })

  it('counts each category for itself', () => {
    const both = (learning: number, system: number) => ({
      counts: {
        unread: learning + system,
        unreadByCategory: { learning, system },
        unseen: learning + system,
      },
    })
    const before = acting(loaded(100, both(70, 30)), (state) =>
      commandsFor.readAll(state, 'learning'),
    )
    expect(countsIn(before)?.unreadByCategory).toEqual({ learning: 0, system: 30 })
    const fresh = reloaded(before, loaded(160, both(110, 50)))
    expect(countsIn(fresh)?.unreadByCategory).toEqual({ learning: 40, system: 50 })
  })

  it('counts the rows of the page if the time of the command is unknown', () => {
    const pending = marked.pending.map((entry) => ({ ...entry, saw: undefined }))
    expect(badge({ ...loaded(160), pending })).toBe(30)
  })
})

describe('the counts, while another command cannot be sent,', () => {
  it('leave out cleared rows, after a reload too', () => {
    const cleared = acting(loaded(100), commandsFor.clearAll)
    expect(badge(cleared)).toBe(0)
    expect(badge(reloaded(cleared, loaded(160)))).toBe(60)
  })

  it('leave out seen rows, after a reload too', () => {
    const seen = acting(loaded(100), commandsFor.seen)
    expect(countsIn(seen)).toMatchObject({ unread: 100, unseen: 0 })
    expect(countsIn(reloaded(seen, loaded(160)))).toMatchObject({ unread: 160, unseen: 60 })
  })

  it('leave out a read row that the page has not loaded again', () => {
    const old = memberRow({ position: 1 })
    const read = acting(loaded(30), (state) => commandsFor.read(state, old.id))
    expect(badge(read)).toBe(29)
    expect(badge(reloaded(read, loaded(90)))).toBe(89)
  })

  it.for([
    ['removed', commandsFor.remove, {}],
    ['marked as unread', commandsFor.unread, { readPos: 12 }],
  ] as const)('count no row that is %s here and gone for the server', ([, command, marks]) => {
    const row = { ...memberRow({ position: 12 }), ...marks }
    const others = rowsFrom(1, 30).filter(({ id }) => id !== row.id)
    const before = receive(initialState, snapshotOf(place(30), [row, ...others])).state
    const acted = acting(before, (state) => command(state, row.id))
    const gone = receive(acted, snapshotOf(place(31), others, { counts: countsOf(29) })).state
    expect(countsIn(gone)).toMatchObject({ unread: 29, unseen: 29 })
  })

  it('include all rows again after an undo, loaded or not', () => {
    const before = loaded(100)
    const marked = acting(before, commandsFor.readAll)
    const [from, to] = [fold(before), fold(marked)]
    if (!from || !to) throw new Error('nothing was loaded')
    const [{ command }] = marked.pending as [PendingCommand]
    const head = { rev: 101, read: { learning: place(100) }, clear: {}, seen: place(0) }
    const confirmed = settleCommands(
      receive(marked, deltaOf(place(100), place(101), [], { head, counts: countsOf(0) })).state,
      [command.id],
    )
    expect(badge(confirmed)).toBe(0)
    const undone = acting(confirmed, (state) =>
      commandsFor
        .undo(state, [command.id])
        .map((entry) => ({ ...entry, before: changed(from, to) })),
    )
    expect(badge(undone)).toBe(100)
  })
})
