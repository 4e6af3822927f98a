import { describe, expect, it } from 'vitest'
import { catalogue, describeType, isKnownType } from '../../src/protocol/index.js'

describe('the catalogue', () => {
  it('holds the 16 types of the specification', () => {
    expect(Object.keys(catalogue)).toHaveLength(16)
  })

  it('celebrates boosts, streaks, achievements and points, and nothing else', () => {
    const toasts = Object.keys(catalogue).filter((type) => describeType(type).toast)
    expect(toasts).toEqual([
      'boost.earned',
      'streak.milestone',
      'achievement.unlocked',
      'points.earned',
    ])
  })

  it.each(['ranking.changed', 'toString', '__proto__', ''])(
    'shows the unknown type %j under "System"',
    (type) => {
      expect(isKnownType(type)).toBe(false)
      expect(describeType(type)).toEqual({ category: 'system', icon: 'bell' })
    },
  )
})
