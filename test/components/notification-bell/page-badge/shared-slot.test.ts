import { beforeEach, expect, it, vi } from 'vitest'
import { SharedSlot } from '../../../../src/components/notification-bell/page-badge/shared-slot.js'

const show = vi.fn<(value: number | undefined, owner: string) => void>()
let slot: SharedSlot<string, number>

beforeEach(() => {
  show.mockClear()
  slot = new SharedSlot(show)
})

it('a shared slot shows the value of the owner that has had one for the longest time', () => {
  slot.set('first', 1)
  slot.set('second', 2)
  slot.set('first', 3)
  expect(show.mock.calls).toEqual([
    [1, 'first'],
    [3, 'first'],
  ])
})

it('a shared slot shows the next owner’s value after the first has none any more', () => {
  slot.set('first', 1)
  slot.set('second', 2)
  slot.set('first', undefined)
  expect(show).toHaveBeenLastCalledWith(2, 'second')
})

it('a shared slot is restored after the last owner has no value any more', () => {
  slot.set('first', 1)
  slot.set('first', undefined)
  expect(show).toHaveBeenLastCalledWith(undefined, 'first')
})

it('a shared slot shows an unchanged value only once', () => {
  slot.set('first', 1)
  slot.set('first', 1)
  expect(show).toHaveBeenCalledOnce()
})
