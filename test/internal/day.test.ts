import { describe, expect, it } from 'vitest'
import { beginningsOf, calendarAt, type Calendar } from '../../src/internal/day.js'

// A Wednesday, in whatever time zone the machine has.
const now = new Date(2026, 2, 18, 15, 30).getTime()
const dayOf = (atMs: number, calendar: Calendar) =>
  beginningsOf(calendar).find(([, beginMs]) => atMs >= beginMs)?.[0]
const day = (...parts: [month: number, date: number, hour?: number, minute?: number]) =>
  dayOf(new Date(2026, ...parts).getTime(), calendarAt(now, 'de'))

describe('the day of a notification', () => {
  it('begins at the viewer’s own midnight', () => {
    expect(day(2, 18, 0, 0)).toBe('today')
    expect(day(2, 17, 23, 59)).toBe('yesterday')
    expect(day(2, 17, 0, 0)).toBe('yesterday')
    expect(day(2, 16, 23, 59)).toBe('thisWeek')
  })

  it('is in this week from Monday on, and earlier before that', () => {
    expect(day(2, 16, 0, 0)).toBe('thisWeek')
    expect(day(2, 15, 23, 59)).toBe('earlier')
  })

  it('is yesterday on a Monday too', () => {
    const monday = new Date(2026, 2, 16, 9).getTime()
    const sunday = new Date(2026, 2, 15, 9).getTime()
    expect(dayOf(sunday, calendarAt(monday, 'de'))).toBe('yesterday')
  })

  it('is today for a moment in the future of a wrong clock', () => {
    expect(day(2, 18, 23, 0)).toBe('today')
    expect(day(2, 19, 9)).toBe('today')
  })

  it('changes at the next midnight, also of a day of another length', () => {
    expect(calendarAt(now, 'de').tomorrow).toBe(new Date(2026, 2, 19).getTime())
    const shortDay = new Date(2026, 2, 29, 1).getTime()
    expect(calendarAt(shortDay, 'de').tomorrow).toBe(new Date(2026, 2, 30).getTime())
  })
})
