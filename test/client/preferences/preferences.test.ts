import { describe, expect, it } from 'vitest'
import { isQuiet } from '../../../src/client/preferences/preferences.js'

const at = (time: string) => new Date(`2026-03-02T${time}:00.000Z`)

describe('quiet hours', () => {
  it.each([
    ['22:00', '07:00', 'UTC', '23:30', true],
    ['22:00', '07:00', 'UTC', '06:59', true],
    ['22:00', '07:00', 'UTC', '07:00', false],
    ['22:00', '07:00', 'UTC', '12:00', false],
    ['12:00', '14:00', 'UTC', '13:00', true],
    ['12:00', '14:00', 'UTC', '14:00', false],
    ['22:00', '07:00', 'America/Sao_Paulo', '02:00', true],
    ['22:00', '07:00', 'America/Sao_Paulo', '11:00', false],
    ['00:00', '23:59', 'Mars/Olympus', '12:00', false],
  ])('from %s to %s in %s: at %s UTC it is quiet: %s', (from, to, timeZone, time, expected) => {
    expect(isQuiet({ from, to, timeZone }, at(time))).toBe(expected)
  })
})
