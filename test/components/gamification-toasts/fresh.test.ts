import { describe, expect, it } from 'vitest'
import { isFresh } from '../../../src/components/gamification-toasts/fresh.js'
import type { Row } from '../../../src/protocol/notification.js'

const NOW_MS = Date.UTC(2026, 0, 1)

/** A row of a streak, created some time before `NOW_MS`. */
const rowOfAge = (ageMs: number, content: object | null = { type: 'streak.milestone' }) =>
  ({ content, createdAt: new Date(NOW_MS - ageMs).toISOString() }) as Row

describe('a row is celebrated', () => {
  it('if it is younger than a minute', () => {
    expect(isFresh(rowOfAge(59_999), NOW_MS)).toBe(true)
    expect(isFresh(rowOfAge(60_000), NOW_MS)).toBe(false)
  })

  it('only if its content is there and has a toast style', () => {
    expect(isFresh(rowOfAge(0, null), NOW_MS)).toBe(false)
    expect(isFresh(rowOfAge(0, { type: 'exam.graded' }), NOW_MS)).toBe(false)
    expect(isFresh(rowOfAge(0, { type: 'own', toast: 'points' }), NOW_MS)).toBe(true)
  })
})
