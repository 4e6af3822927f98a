import { describe, expect, it } from 'vitest'
import { deepestEnd, endAfter } from '../../src/store/filtered.js'
import { receiveFiltered } from '../../src/store/paging.js'
import { createInboxStore } from '../../src/store/inbox-store.js'
import { receive } from '../../src/store/receive.js'
import { initialState, type InboxState } from '../../src/store/state.js'
import { memberRow } from '../../src/testing/fixtures.js'
import { cursorOf, deltaOf, place, snapshotOf } from '../support/frames.js'

const [one, two, three, four] = [1, 2, 3, 4].map((position) => memberRow({ position }))
const base = cursorOf(place(4))
const listed = receive(initialState, snapshotOf(place(4), [four!], { next: 'below-4' })).state
const pageOf = (row = two!, next: string | null = 'below-2') => ({
  type: 'page' as const,
  to: base,
  notifications: [row],
  next,
})
const end = (state: InboxState) => {
  if (!state.confirmed) throw new Error('nothing was confirmed')
  return state.confirmed
}

describe('a row that was found below the end of the list', () => {
  const found = receiveFiltered(listed, pageOf(), base)

  it('is known but not listed, and the pages of the list continue at their place', () => {
    const store = createInboxStore()
    store.update(() => found)
    expect(store.$notifications.get().map(({ id }) => id)).toEqual([four!.id])
    expect(end(found)).toMatchObject({ next: 'below-4', oldest: { id: four!.id } })
    expect(end(found).rows.has(two!.id)).toBe(true)
  })

  it('receives later changes, and a change that overtook it', () => {
    const read = { ...two!, kind: 'read' as const, rev: 5, readPos: 2, content: null }
    const delta = deltaOf(place(4), place(5), [read])
    const after = receive(found, delta).state
    const before = receiveFiltered(receive(listed, delta).state, pageOf(), base)
    for (const state of [after, before])
      expect(end(state).rows.get(two!.id)).toMatchObject({ rev: 5, content: two!.content })
  })

  it('is dropped at a snapshot, because it may have been removed meanwhile', () => {
    const replaced = receive(listed, snapshotOf(place(5), [four!], { next: 'below-4' })).state
    expect(receiveFiltered(replaced, pageOf(), base)).toBe(replaced)
  })
})

describe('the end of a filtered list', () => {
  const start = { base, next: 'below-4', oldest: four! }

  it('is the last row that was found, or none if there are no more', () => {
    expect(endAfter(pageOf(), start)).toMatchObject({ next: 'below-2', oldest: { id: two!.id } })
    expect(endAfter(pageOf(two, null), start)).toMatchObject({ next: null, oldest: null })
  })

  it('is used if it lies below the end of the list', () => {
    const found = { base, next: 'below-3', oldest: three! }
    expect(deepestEnd(end(listed), found)).toBe(found)
    expect(deepestEnd({ ...end(listed), oldest: one!, next: 'below-1' }, found).next).toBe(
      'below-1',
    )
    expect(deepestEnd({ ...end(listed), oldest: null, next: null }, found).next).toBeNull()
    const all = { base, next: null, oldest: null }
    expect(deepestEnd(end(listed), all)).toBe(all)
  })

  it('is not used once the list was replaced', () => {
    expect(deepestEnd(end(listed), { base: 'older', next: null, oldest: null })).toBe(end(listed))
  })
})
