import { describe, expect, it } from 'vitest'
import { commandsFor } from '../../src/client/commands.js'
import { fold } from '../../src/store/fold.js'
import { receive } from '../../src/store/receive.js'
import { initialState, type InboxState, type PendingCommand } from '../../src/store/state.js'
import { memberRow } from '../../src/testing/fixtures.js'
import { place, snapshotOf } from '../support/frames.js'

const one = memberRow({ position: 1, readPos: 1 })
const two = memberRow({ position: 2, readPos: 2 })
const base = receive(initialState, snapshotOf(place(3), [one, two])).state

/** The state after a member did things that nobody has answered. */
const doing = (...acts: ((state: InboxState) => readonly PendingCommand[])[]): InboxState =>
  acts.reduce((state, act) => ({ ...state, pending: [...state.pending, ...act(state)] }), base)
const visible = (state: InboxState) =>
  [...(fold(state)?.rows.values() ?? [])].filter((row) => row.pos > row.gonePos).map(({ id }) => id)

describe('"Clear history"', () => {
  it('takes what was marked as unread and read again a moment ago', () => {
    const state = doing(
      (seen) => commandsFor.unread(seen, one.id),
      (seen) => commandsFor.read(seen, one.id),
      (seen) => commandsFor.clearRead(seen),
    )
    expect(visible(state)).toEqual([])
    expect(state.pending.slice(2).map(({ command }) => command)).toMatchObject([
      { type: 'clear-read' },
      { type: 'remove', notification: one.id, pos: 'latest' },
    ])
  })

  it('leaves what was marked as unread a moment ago', () => {
    const state = doing(
      (seen) => commandsFor.unread(seen, one.id),
      (seen) => commandsFor.clearRead(seen),
    )
    expect(visible(state)).toEqual([one.id])
    expect(state.pending.slice(1)).toHaveLength(1)
  })
})
