import { beforeEach, describe, expect, it } from 'vitest'
import {
  ToastQueue,
  type QueueClock,
  type DismissReason,
} from '../../../src/components/gamification-toasts/toast-queue.js'
import { toastOf, type Toast } from '../../../src/components/gamification-toasts/toast.js'
import type { ToastStyle } from '../../../src/protocol/index.js'

const LIFETIME_MS = 6_000
/** Longer than the gap between two entries. */
const GAP_MS = 850

/** A clock that a test moves on by hand. */
class HandClock implements QueueClock {
  #now = 0
  readonly #timers = new Set<{ at: number; run: () => void }>()

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  get timerCount(): number {
    return this.#timers.size
  }

  advance(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at)
      if (!next || next.at > end) break
      this.#timers.delete(next)
      this.#now = next.at
      next.run()
    }
    this.#now = end
  }
}

let clock: HandClock
let queue: ToastQueue
let maxVisible: number
let isBlocked: boolean
let lifetimeMs: number
let refused: string[]
let left: [id: string, reason: DismissReason][]
let made = 0

beforeEach(() => {
  clock = new HandClock()
  maxVisible = 3
  isBlocked = false
  lifetimeMs = LIFETIME_MS
  refused = []
  left = []
  queue = new ToastQueue({
    clock,
    maxVisible: () => maxVisible,
    lifetimeMs: () => lifetimeMs,
    isBlocked: () => isBlocked,
    onEnter: ({ id }) => !refused.includes(id),
    onLeave: ({ id }, reason) => left.push([id, reason]),
    onChange: () => undefined,
  })
})

function make(kind: ToastStyle, data: object = {}, id = `${kind}-${(made += 1)}`): Toast {
  const createdAt = '2026-03-02T10:00:00.000Z'
  const words = { type: `${kind}.type`, title: kind, message: '', toast: kind }
  return toastOf({ id, createdAt, ...words, data: { ...data } })
}
const points = (amount: number) => make('points', { amount })
/** Different kinds that never join each other, so that each is a toast of its own. */
const boosts = (count: number) => Array.from({ length: count }, () => make('boost'))
const shown = () => queue.visible.map(({ kind }) => kind)

describe('the queue', () => {
  it('shows the highest kind first, one toast every 800 ms, and three at most', () => {
    queue.add([points(1), make('boost'), make('streak'), make('achievement')])
    expect(shown()).toEqual(['achievement'])
    clock.advance(799)
    expect(shown()).toEqual(['achievement'])
    clock.advance(1)
    expect(shown()).toEqual(['achievement', 'streak'])
    clock.advance(800)
    expect(shown()).toEqual(['achievement', 'streak', 'boost'])
    clock.advance(2_000)
    expect(shown()).toHaveLength(3)
    clock.advance(LIFETIME_MS)
    expect(shown()).toContain('points')
  })

  it('shows as many toasts as the page allows', () => {
    maxVisible = 1
    queue.add([make('boost'), make('streak')])
    clock.advance(GAP_MS)
    expect(shown()).toEqual(['streak'])
    maxVisible = 2
    queue.add([make('achievement')])
    expect(shown()).toEqual(['streak', 'achievement'])
  })

  it('adds points of five seconds to one toast, which stays as long as the last of them', () => {
    queue.add([points(10)])
    clock.advance(4_000)
    queue.add([points(20)])
    clock.advance(4_000)
    queue.add([points(15)])
    expect(queue.visible.map(({ amount }) => amount)).toEqual([45])
    clock.advance(5_000)
    queue.add([points(1)])
    clock.advance(GAP_MS)
    expect(queue.visible.map(({ amount }) => amount)).toEqual([45, 1])
    clock.advance(200)
    expect(queue.visible.map(({ amount }) => amount)).toEqual([1])
  })

  it('shows a toast of its own for points without an amount', () => {
    queue.add([make('points'), make('points')])
    clock.advance(GAP_MS)
    expect(queue.visible).toHaveLength(2)
  })

  it('stacks achievements, also on one that is shown', () => {
    queue.add([make('achievement'), make('achievement')])
    clock.advance(2_000)
    queue.add([make('achievement')])
    expect(queue.visible.map(({ notifications }) => notifications.length)).toEqual([3])
  })

  it('counts a renewed notification once, with its new amount', () => {
    queue.add([make('points', { amount: 10 }, 'a'), make('points', { amount: 5 }, 'b')])
    queue.add([make('points', { amount: 20 }, 'a')])
    expect(queue.visible).toMatchObject([{ id: 'a', amount: 25 }])
    queue.add([make('boost', {}, 'c')])
    clock.advance(GAP_MS)
    queue.add([make('boost', {}, 'c')])
    expect(shown()).toEqual(['points', 'boost'])
    expect(queue.waitingCount).toBe(0)
  })

  it('makes a digest of more than five waiting toasts', () => {
    queue.add([...boosts(3), make('streak')])
    clock.advance(2 * GAP_MS)
    queue.add(boosts(5))
    expect(queue.waitingCount).toBe(6)
    clock.advance(LIFETIME_MS)
    expect(shown()).toContain('digest')
    expect(queue.visible.find(({ kind }) => kind === 'digest')?.notifications).toHaveLength(6)
  })

  it('makes no digest of one waiting toast, however many notifications it has', () => {
    maxVisible = 1
    queue.add([make('boost')])
    queue.add(Array.from({ length: 8 }, () => make('achievement')))
    clock.advance(LIFETIME_MS + GAP_MS)
    expect(shown()).toEqual(['achievement'])
  })

  it('adds to a digest that is shown, instead of showing a second', () => {
    maxVisible = 2
    queue.add([make('streak')])
    queue.add(boosts(7))
    clock.advance(GAP_MS)
    expect(shown()).toEqual(['streak', 'digest'])
    queue.add([...boosts(3), make('streak'), make('streak'), make('streak')])
    expect(queue.visible[1]?.notifications).toHaveLength(13)
    expect(queue.waitingCount).toBe(0)
  })

  it('shows two hundred notifications as few toasts, and ends empty', () => {
    for (let number = 0; number < 200; number += 1) {
      const kinds = ['points', 'boost', 'streak', 'achievement'] as const
      queue.add([make(kinds[number % 4] ?? 'points', { amount: 1 })])
      expect(queue.visible.length).toBeLessThanOrEqual(3)
      clock.advance(50)
    }
    const told = queue.visible.flatMap(({ notifications }) => notifications)
    expect(told.length + left.length + queue.waitingCount).toBeGreaterThan(0)
    clock.advance(60_000)
    expect(queue.visible).toEqual([])
    expect(clock.timerCount).toBe(0)
  })

  it('continues with the next toast if the page cancels one', () => {
    refused = ['unwanted']
    queue.add([make('achievement', {}, 'unwanted'), make('streak')])
    expect(shown()).toEqual(['streak'])
  })

  it('reports the reason why each toast left', () => {
    queue.add([make('boost', {}, 'a')])
    clock.advance(GAP_MS)
    queue.add([make('boost', {}, 'b')])
    queue.dismiss('b', 'swipe')
    clock.advance(LIFETIME_MS)
    expect(left).toEqual([
      ['b', 'swipe'],
      ['a', 'timeout'],
    ])
  })

  it('keeps a toast for the lifetime that the member wants', () => {
    lifetimeMs = Infinity
    queue.add([make('boost')])
    clock.advance(1e9)
    expect(shown()).toEqual(['boost'])
    queue.hold('pointer')
    queue.release('pointer')
    clock.advance(1e9)
    expect(shown()).toEqual(['boost'])
  })

  it('forgets waiting toasts when it is cleared', () => {
    maxVisible = 1
    queue.add([make('boost'), make('streak')])
    queue.clear('off')
    expect(shown()).toEqual([])
    expect(queue.waitingCount).toBe(0)
    expect(left.map(([, reason]) => reason)).toEqual(['off'])
  })

  it('shows nothing while silent, and then one digest of the withheld toasts', () => {
    maxVisible = 1
    queue.add([make('boost'), make('streak')])
    queue.silence('focus-mode')
    queue.add([make('achievement')])
    queue.silence('focus-mode')
    clock.advance(60_000)
    expect(shown()).toEqual([])
    expect(left.map(([, reason]) => reason)).toEqual(['focus-mode'])
    queue.speak()
    expect(shown()).toEqual(['digest'])
    expect(queue.visible[0]?.notifications).toHaveLength(2)
    queue.speak()
    expect(shown()).toEqual(['digest'])
  })

  it('restarts the lifetime of a toast once it can be read', () => {
    const toast = make('streak')
    queue.add([toast])
    clock.advance(LIFETIME_MS - 1)
    queue.restart(toast.id)
    clock.advance(LIFETIME_MS - 1)
    expect(shown()).toEqual(['streak'])
    clock.advance(1)
    expect(shown()).toEqual([])
  })
})

describe('the time of toasts', () => {
  const holds = ['pointer', 'focus', 'press', 'hidden', 'blur'] as const

  it.each(holds)(
    'stands still for the whole stack while held by %s, and goes on with the rest',
    (why) => {
      queue.add([make('boost')])
      clock.advance(GAP_MS)
      queue.add([make('streak')])
      clock.advance(1_000)
      queue.hold(why)
      clock.advance(60_000)
      expect(shown()).toHaveLength(2)
      queue.release(why)
      clock.advance(LIFETIME_MS - 1_000 - GAP_MS - 1)
      expect(shown()).toHaveLength(2)
      clock.advance(1)
      expect(shown()).toEqual(['streak'])
      clock.advance(GAP_MS)
      expect(shown()).toEqual([])
    },
  )

  it('stands still no longer than until the element is removed', () => {
    queue.add([make('boost')])
    queue.hold('pointer')
    queue.close()
    queue.add([make('boost')])
    clock.advance(LIFETIME_MS + GAP_MS)
    expect(shown()).toEqual([])
  })

  it.each(['pointer', 'press'] as const)(
    'stands still by %s no longer than there is a toast',
    (why) => {
      const toast = make('boost')
      queue.add([toast])
      queue.hold(why)
      queue.dismiss(toast.id, 'close')
      clock.advance(GAP_MS)
      queue.add([make('streak')])
      clock.advance(LIFETIME_MS)
      expect(shown()).toEqual([])
    },
  )

  it('stands still until the last hold is released', () => {
    queue.add([make('boost')])
    queue.hold('pointer')
    queue.hold('focus')
    queue.release('pointer')
    clock.advance(60_000)
    expect(shown()).toEqual(['boost'])
    queue.release('focus')
    clock.advance(LIFETIME_MS)
    expect(shown()).toEqual([])
  })

  it('goes on with at least a moment for each toast', () => {
    queue.add([make('boost')])
    clock.advance(LIFETIME_MS - 1)
    queue.hold('pointer')
    queue.release('pointer')
    clock.advance(1_499)
    expect(shown()).toEqual(['boost'])
    clock.advance(1)
    expect(shown()).toEqual([])
  })

  it('stands still in a hidden page, which shows a waiting toast once it is visible', () => {
    queue.hold('hidden')
    queue.add([make('streak')])
    clock.advance(60_000)
    expect(shown()).toEqual([])
    queue.release('hidden')
    clock.advance(0)
    expect(shown()).toEqual(['streak'])
  })

  it.each([
    ['behind a modal dialog', (isOn: boolean) => void (isBlocked = isOn)],
    [
      'in a hidden page',
      (isOn: boolean) => (isOn ? queue.hold('hidden') : queue.release('hidden')),
    ],
  ])('stands still %s, where nothing joins a shown toast', (_, set) => {
    maxVisible = 1
    lifetimeMs = Infinity
    queue.add([points(10)])
    set(true)
    clock.advance(1_000)
    queue.add([points(20)])
    clock.advance(60_000)
    expect(queue.visible.map(({ amount }) => amount)).toEqual([10])
    set(false)
    clock.advance(1_000)
    expect(queue.visible.map(({ amount }) => amount)).toEqual([30])
    expect(queue.waitingCount).toBe(0)
  })

  it('stands still behind a modal dialog, where no toast enters or leaves', () => {
    queue.add([make('boost')])
    isBlocked = true
    queue.add([make('streak')])
    clock.advance(60_000)
    expect(shown()).toEqual(['boost'])
    isBlocked = false
    clock.advance(500)
    expect(shown()).toEqual(['boost', 'streak'])
    clock.advance(LIFETIME_MS)
    expect(shown()).toEqual([])
    expect(clock.timerCount).toBe(0)
  })
})
