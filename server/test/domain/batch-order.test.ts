import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventPlan } from '../../src/domain/plan.js'
import { firstOfEach, segmentsInOrder } from '../../src/domain/batch-order.js'

interface Event {
  readonly name: string
  readonly plan: EventPlan
}

const membership = { member: 'ana', audience: 'course:c1' }
const empty = { details: {}, overrides: {} }
const plans = {
  leave: { ...empty, leftAudiences: [membership] },
  join: { ...empty, joinedAudiences: [membership] },
  tell: {
    ...empty,
    notifications: [{ type: 'lesson.published', to: { audience: 'course:c1' } }],
  },
  joinAndTell: {
    ...empty,
    joinedAudiences: [membership],
    notifications: [{ type: 'lesson.published', to: { audience: 'course:c1' } }],
  },
  member: { ...empty, notifications: [{ type: 'points.earned', to: { member: 'ana' } }] },
  nothing: empty,
  remove: { ...empty, removedMember: 'ana' },
} as const satisfies Record<string, EventPlan>
type Name = keyof typeof plans

const eventOf = (name: Name): Event => ({ name, plan: plans[name] })
const split = (...names: Name[]): string[] =>
  segmentsInOrder(names.map(eventOf)).map((segment) => segment.map(({ name }) => name).join(' '))

describe('a batch of events', () => {
  it('has no segment if it is empty', () => {
    expect(segmentsInOrder([])).toEqual([])
  })

  it('is one segment if members leave, then join, and then audiences are notified', () => {
    expect(split('leave', 'leave', 'join', 'join', 'tell', 'tell')).toEqual([
      'leave leave join join tell tell',
    ])
  })

  it('is divided before a member joins an audience that was notified already', () => {
    expect(split('tell', 'join')).toEqual(['tell', 'join'])
    expect(split('joinAndTell', 'joinAndTell')).toEqual(['joinAndTell', 'joinAndTell'])
  })

  it('is divided before a member leaves after another one joined', () => {
    expect(split('join', 'leave', 'join')).toEqual(['join', 'leave join'])
  })

  it('is not divided by notifications of single members or by events without effects', () => {
    expect(split('tell', 'member', 'nothing', 'tell')).toEqual(['tell member nothing tell'])
    expect(split('nothing', 'leave')).toEqual(['nothing leave'])
  })

  it('has the removal of a member in a segment of its own', () => {
    expect(split('leave', 'remove', 'remove', 'leave')).toEqual([
      'leave',
      'remove',
      'remove',
      'leave',
    ])
  })

  it('keeps every event once and in order, whatever its events are', () => {
    const names = Object.keys(plans) as Name[]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names)), (batch) => {
        const events = batch.map(eventOf)
        const segments = segmentsInOrder(events)
        expect(segments.flat()).toEqual(events)
        expect(segments.every(({ length }) => length > 0)).toBe(true)
        for (const segment of segments) expect(isInStepOrder(segment)).toBe(true)
      }),
    )
  })
})

/** Whether no event of a segment has an earlier step than an event before it. */
function isInStepOrder(segment: readonly Event[]): boolean {
  const text = segment.map(({ name }) => name).join(' ')
  if (text.includes('remove')) return segment.length === 1
  return !/tell.*(join|leave)|join.*leave|joinAndTell.*joinAndTell/i.test(text)
}

describe('a batch with repeated events', () => {
  it('keeps the first of each event at its place', () => {
    const named = (...ids: string[]) => ids.map((id) => ({ source: '/school', id }))
    expect(firstOfEach(named('a', 'b', 'a', 'c', 'b'))).toEqual(named('a', 'b', 'c'))
  })
})
