import { expect, it } from 'vitest'
import { isPreferences } from '../../src/protocol/preferences.js'

const whole = {
  categories: { learning: { inApp: true, toast: true, email: false } },
  mutes: [{ kind: 'course', id: 'algebra-1', name: 'Algebra I' }],
  quietHours: { from: '22:00', to: '07:00', timeZone: 'America/Sao_Paulo' },
  celebrations: { duration: 'x3', confetti: true, sound: false },
  features: { email: true },
}

it('takes preferences of which a server sends all, less or more', () => {
  for (const answer of [whole, {}, { quietHours: null }, { features: {} }, { ...whole, more: 1 }])
    expect(isPreferences(answer)).toBe(true)
})

it.each([
  ['nothing', null],
  ['a list', []],
  ['a text', 'preferences'],
  ['a feature that is no switch', { features: { email: 'yes' } }],
  ['features that are no object', { features: true }],
  ['a category that is no object', { categories: { learning: true } }],
  ['a mute without an id', { mutes: [{ kind: 'course' }] }],
  ['quiet hours without an end', { quietHours: { from: '22:00', timeZone: 'UTC' } }],
  ['a celebration that is no switch', { celebrations: { sound: 1 } }],
])('refuses %s', (_what, answer) => {
  expect(isPreferences(answer)).toBe(false)
})
