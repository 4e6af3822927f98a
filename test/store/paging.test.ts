import { describe, expect, it } from 'vitest'
import { extendSnapshot, receivePage } from '../../src/store/paging.js'
import { receive } from '../../src/store/receive.js'
import { initialState, type InboxState } from '../../src/store/state.js'
import { memberRow } from '../../src/testing/fixtures.js'
import { cursorOf, deltaOf, place, snapshotOf } from '../support/frames.js'

const ids = ({ confirmed }: InboxState) => [...(confirmed?.rows.keys() ?? [])]

const two = memberRow({ position: 2 })
const three = memberRow({ position: 3 })

describe('a page', () => {
  const asked = { base: cursorOf(place(3)), next: 'below-3' }
  const listed = receive(initialState, snapshotOf(place(3), [three], { next: asked.next })).state

  it('extends the list down to its own last row', () => {
    const page = { type: 'page' as const, to: '3.0', notifications: [two], next: 'below-2' }
    const state = receivePage(listed, page, asked)
    expect(ids(state)).toEqual([three.id, two.id])
    expect(state.confirmed?.oldest?.id).toBe(two.id)
    expect(state.confirmed?.next).toBe('below-2')
  })

  it('that ends the list leaves no further page', () => {
    const page = { type: 'page' as const, to: '3.0', notifications: [two], next: null }
    expect(receivePage(listed, page, asked).confirmed).toMatchObject({
      next: null,
      oldest: null,
    })
  })

  it('that was requested for another end of the list is dropped', () => {
    const page = { type: 'page' as const, to: '3.0', notifications: [two], next: null }
    expect(receivePage(listed, page, { ...asked, next: 'below-7' })).toBe(listed)
  })

  it('from before the list was replaced is dropped, even where the list ends at the same row', () => {
    const page = { type: 'page' as const, to: '3.0', notifications: [two], next: null }
    const reset = snapshotOf(place(4), [three], { next: asked.next, reason: 'expired' })
    const replaced = receive(listed, reset).state
    expect(receivePage(replaced, page, asked)).toBe(replaced)
  })

  it('does not undo a change that overtook it', () => {
    const read = { ...two, kind: 'read' as const, rev: 4, readPos: 2, content: null }
    const changed = receive(listed, deltaOf(place(3), place(4), [read])).state
    const page = { type: 'page' as const, to: '3.0', notifications: [two], next: null }
    const row = receivePage(changed, page, asked).confirmed?.rows.get(two.id)
    expect(row).toMatchObject({ rev: 4, readPos: 2, content: two.content })
  })

  it('below a snapshot extends it', () => {
    const page = { type: 'page' as const, to: '3.0', notifications: [two], next: null }
    const deep = extendSnapshot(snapshotOf(place(3), [three], { next: 'x' }), page)
    expect(deep.notifications.map(({ id }) => id)).toEqual([three.id, two.id])
    expect(deep.next).toBeNull()
  })
})
