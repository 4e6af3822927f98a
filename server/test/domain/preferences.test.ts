import { categories } from 'belfry/protocol'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  completePreferences,
  mutedTopics,
  preferencesChange,
} from '../../src/domain/preferences.js'

const everything = { inApp: true, toast: true, email: true }
const quietHours = { from: '22:00', to: '07:00', timeZone: 'Europe/Madrid' }

describe('complete preferences', () => {
  it('are the defaults if nothing is stored', () => {
    expect(completePreferences({})).toEqual({
      categories: Object.fromEntries(categories.map((name) => [name, everything])),
      mutes: [],
      quietHours: null,
      celebrations: { duration: 'default', confetti: true, sound: false },
    })
  })

  it('change single channels, and keep the stored ones', () => {
    const { categories: wanted } = completePreferences(
      { categories: { learning: { email: false, toast: false } } },
      { categories: { learning: { toast: true }, system: { inApp: false } } },
    )
    expect(wanted.learning).toEqual({ inApp: true, toast: true, email: false })
    expect(wanted.system).toEqual({ inApp: false, toast: true, email: true })
  })

  it('keep the quiet hours, unless a change replaces them or removes them with `null`', () => {
    const other = { ...quietHours, from: '21:00' }
    expect(completePreferences({ quietHours }).quietHours).toEqual(quietHours)
    expect(completePreferences({ quietHours }, { quietHours: other }).quietHours).toEqual(other)
    expect(completePreferences({ quietHours }, { quietHours: null }).quietHours).toBeNull()
  })

  it('change single celebration preferences', () => {
    const { celebrations } = completePreferences(
      { celebrations: { sound: true } },
      { celebrations: { duration: 'x3' } },
    )
    expect(celebrations).toEqual({ duration: 'x3', confetti: true, sound: true })
  })

  it('replace all mutes, and keep the stored name of a mute that is sent without one', () => {
    const stored = [
      { kind: 'course', id: 'c1', name: 'Algebra' },
      { kind: 'channel', id: 'c1', name: 'General' },
    ] as const
    const { mutes } = completePreferences(
      { mutes: stored },
      {
        mutes: [
          { kind: 'course', id: 'c1' },
          { kind: 'course', id: 'c2' },
        ],
      },
    )
    expect(mutes).toEqual([stored[0], { kind: 'course', id: 'c2' }])
    expect(completePreferences({ mutes: stored }, { mutes: [] }).mutes).toEqual([])
    expect(completePreferences({ mutes: stored }).mutes).toEqual(stored)
  })

  it('take the name of a mute that is sent with one', () => {
    const mute = { kind: 'course', id: 'c1', name: 'Geometry' } as const
    const stored = { mutes: [{ ...mute, name: 'Algebra' }] }
    expect(completePreferences(stored, { mutes: [mute] }).mutes).toEqual([mute])
  })

  it('are complete already if they are completed twice', () => {
    const channels = fc.record(
      { inApp: fc.boolean(), toast: fc.boolean(), email: fc.boolean() },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.constantFrom(...categories), channels, (name, wanted) => {
        const once = completePreferences({ categories: { [name]: wanted } })
        expect(completePreferences(once)).toEqual(once)
        expect(once.categories[name]).toEqual({ ...everything, ...wanted })
      }),
    )
  })
})

describe('the muted topics', () => {
  it('are none by default', () => {
    expect(mutedTopics(completePreferences({}))).toEqual([])
  })

  it('are the categories that are not in the inbox, and not those without toasts or emails', () => {
    const off = { learning: { inApp: false }, system: { toast: false, email: false } }
    expect(mutedTopics(completePreferences({ categories: off }))).toEqual(['category:learning'])
  })

  it('are the muted courses, channels and types, each once', () => {
    const mutes = [
      { kind: 'course', id: 'c1' },
      { kind: 'channel', id: 'general' },
      { kind: 'type', id: 'points.earned' },
      { kind: 'course', id: 'c1', name: 'Again' },
    ] as const
    expect(mutedTopics(completePreferences({ mutes }))).toEqual([
      'course:c1',
      'channel:general',
      'type:points.earned',
    ])
  })
})

describe('a change of preferences', () => {
  it.each([
    {},
    { categories: { learning: { inApp: false } } },
    { mutes: [{ kind: 'type', id: 'points.earned', name: 'Points' }] },
    { quietHours: null },
    { quietHours },
    { celebrations: { duration: 'keep', confetti: false, sound: true } },
  ])('is accepted: %j', (change) => {
    expect(v.is(preferencesChange, change)).toBe(true)
  })

  it.each([
    null,
    { categories: { unknown: {} } },
    { categories: { learning: { sms: true } } },
    { mutes: [{ kind: 'member', id: 'ana' }] },
    { mutes: [{ kind: 'course' }] },
    { mutes: Array.from({ length: 501 }, (_, n) => ({ kind: 'course', id: `c${n}` })) },
    { quietHours: { ...quietHours, from: '24:00' } },
    { quietHours: { ...quietHours, to: '7:00' } },
    { quietHours: { ...quietHours, timeZone: 'Mars/Olympus' } },
    { celebrations: { duration: 'x5' } },
    { features: { email: true } },
  ])('is refused: %j', (change) => {
    expect(v.is(preferencesChange, change)).toBe(false)
  })
})
