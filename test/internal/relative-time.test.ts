import { describe, expect, it } from 'vitest'
import { nextChangeMs, relativeTime } from '../../src/internal/relative-time.js'

const now = new Date(2026, 2, 18, 15, 0).getTime()
const ago = (ms: number, locale = 'en') => relativeTime(now - ms, now, locale)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('relativeTime', () => {
  it.each([
    [0, 'now', 'now'],
    [59_000, 'now', 'now'],
    [minute, '1m ago', '1 minute ago'],
    [59 * minute, '59m ago', '59 minutes ago'],
    [3 * hour, '3h ago', '3 hours ago'],
    [day, 'yesterday', 'yesterday'],
    [3 * day, '3d ago', '3 days ago'],
    [8 * day, 'Mar 10', 'March 10'],
    [400 * day, 'Feb 11, 2025', 'February 11, 2025'],
  ])('shows %i ms ago as "%s", and names it "%s"', (ms, short, long) => {
    expect(ago(ms)).toEqual({ short, long })
  })

  it('gives no future time when a clock is behind', () => {
    expect(ago(-5 * minute).long).toBe('now')
  })

  it('is in the language of the locale', () => {
    expect(ago(2 * hour, 'pt-BR').long).toBe('há 2 horas')
    expect(ago(2 * hour, 'es').long).toBe('hace 2 horas')
  })
})

describe('nextChangeMs', () => {
  it.each([
    [0, minute],
    [30_000, 30_000],
    [61_000, 59_000],
    [hour + minute, 59 * minute],
    // At midnight yesterday becomes two days ago.
    [day + hour, 9 * hour],
    [15 * hour + minute, 59 * minute],
    [-minute, minute],
  ])('of a moment %i ms ago is in %i ms', (ageMs, expected) => {
    expect(nextChangeMs(now - ageMs, now)).toBe(expected)
  })
})
