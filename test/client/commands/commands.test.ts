import { describe, expect, it } from 'vitest'
import { commandsFor } from '../../../src/client/commands/commands.js'
import { isVisible } from '../../../src/protocol/index.js'
import { fold } from '../../../src/store/fold.js'
import { receive } from '../../../src/store/receive.js'
import { initialState, type InboxState, type PendingCommand } from '../../../src/store/state.js'
import { memberRow } from '../../../src/testing/fixtures.js'
import { deltaOf, place, snapshotOf } from '../../support/frames.js'

const one = memberRow({ position: 1, readPos: 1 })
const two = memberRow({ position: 2, readPos: 2 })
const base = receive(initialState, snapshotOf(place(3), [one, two])).state

/** The state after commands without an answer. */
const doing = (...acts: ((state: InboxState) => readonly PendingCommand[])[]): InboxState =>
  acts.reduce((state, act) => ({ ...state, pending: [...state.pending, ...act(state)] }), base)
const visible = (state: InboxState): string[] => {
  const view = fold(state)
  if (!view) return []
  return [...view.rows.values()].filter((row) => isVisible(row, view.head)).map(({ id }) => id)
}

describe('"Clear history"', () => {
  it('removes a row that was marked as unread and read again a moment ago', () => {
    const state = doing(
      (seen) => commandsFor.unread(seen, one.id),
      (seen) => commandsFor.read(seen, one.id),
      (seen) => commandsFor.clearRead(seen),
    )
    expect(visible(state)).toEqual([])
    expect(state.pending.slice(2).map(({ command }) => command.type)).toEqual(['clear-read'])
  })

  it('keeps a row that was marked as unread a moment ago', () => {
    const state = doing(
      (seen) => commandsFor.unread(seen, one.id),
      (seen) => commandsFor.clearRead(seen),
    )
    expect(visible(state)).toEqual([one.id])
    expect(state.pending.slice(1)).toHaveLength(1)
  })
})

describe('"Remove" and "Clear all"', () => {
  it.for([
    ['remove', (seen: InboxState) => commandsFor.remove(seen, one.id), [two.id]],
    ['clear all', (seen: InboxState) => commandsFor.clearAll(seen), []],
  ] as const)('%s removes a row that was marked as unread a moment ago', ([, act, left]) => {
    const state = doing((seen) => commandsFor.unread(seen, one.id), act)
    expect(visible(state)).toEqual(left)
    expect(state.pending).toHaveLength(2)
  })

  it.for([
    ['remove', (seen: InboxState) => commandsFor.remove(seen, one.id)],
    ['clear all', (seen: InboxState) => commandsFor.clearAll(seen)],
  ] as const)('%s removes a row that another device marked as unread meanwhile', ([, act]) => {
    const { pending } = doing(act)
    const elsewhere = { ...one, kind: 'unread' as const, rev: 4, pos: 4 }
    const { state } = receive({ ...base, pending }, deltaOf(place(3), place(4), [elsewhere]))
    expect(visible(state)).not.toContain(one.id)
  })

  it('keep a row that alerted again meanwhile', () => {
    const { pending } = doing((seen) => commandsFor.clearAll(seen))
    const again = { ...one, kind: 'renotified' as const, rev: 4, pos: 4, alertPos: 4 }
    const { state } = receive({ ...base, pending }, deltaOf(place(3), place(4), [again]))
    expect(visible(state)).toEqual([one.id])
  })
})
