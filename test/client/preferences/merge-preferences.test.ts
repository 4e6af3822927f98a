import { expect, it } from 'vitest'
import { mergePreferences } from '../../../src/client/preferences/merge-preferences.js'

it('keeps every value that the change does not name', () => {
  const before = {
    categories: { learning: { toast: true, email: true }, social: { toast: true } },
    celebrations: { sound: true, confetti: true },
  }
  const change = { categories: { learning: { email: false } }, celebrations: { sound: false } }
  expect(mergePreferences(before, change)).toEqual({
    categories: { learning: { toast: true, email: false }, social: { toast: true } },
    celebrations: { sound: false, confetti: true },
  })
})

it('replaces the mutes as a whole', () => {
  const before = { mutes: [{ kind: 'course', id: 'algebra-1' } as const] }
  const change = { mutes: [{ kind: 'type', id: 'lesson-published' } as const] }
  expect(mergePreferences(before, change)).toEqual(change)
})
