import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { defaultLinks } from '../../src/domain/links.js'
import { completeSettings, settingsChange } from '../../src/domain/settings.js'

describe('complete settings', () => {
  it('are the defaults if nothing is stored', () => {
    expect(completeSettings(false, {})).toEqual({
      gamification: false,
      retention: { readDays: 30 },
      links: defaultLinks,
      types: {},
    })
  })

  it('keep the stored values', () => {
    const types = { 'shop.order': { category: 'system', icon: 'cart' } } as const
    expect(completeSettings(true, { retention: { readDays: 7 }, types })).toMatchObject({
      gamification: true,
      retention: { readDays: 7 },
      types,
    })
  })

  it('have the default of each link that is not stored', () => {
    const { links } = completeSettings(false, { links: { course: '/c/{courseId}' } })
    expect(links).toEqual({ ...defaultLinks, course: '/c/{courseId}' })
  })

  it('do not change the defaults', () => {
    const before = structuredClone(defaultLinks)
    completeSettings(false, { links: { course: '/changed' } })
    expect(defaultLinks).toEqual(before)
  })
})

describe('a change of settings', () => {
  it.each([
    {},
    { gamification: true },
    { retention: { readDays: 1 } },
    { retention: { readDays: 3650 } },
    { links: { course: '/c/{courseId}' } },
    { types: { 'shop.order': { category: 'system', toast: 'achievement' } } },
  ])('is accepted: %j', (change) => {
    expect(v.is(settingsChange, change)).toBe(true)
  })

  it.each([
    null,
    'gamification',
    { gamification: 'yes' },
    { retention: { readDays: 0 } },
    { retention: { readDays: 3651 } },
    { retention: { readDays: 1.5 } },
    { retention: {} },
    { links: { course: '/c/{examId}' } },
    { links: { course: 'javascript:x' } },
    { links: { unknown: '/x' } },
    { types: [] },
    { types: { 'shop.order': { category: 'unknown' } } },
    { types: { 'shop.order': {} } },
    { types: { '': { category: 'system' } } },
    { unknown: 1 },
  ])('is refused: %j', (change) => {
    expect(v.is(settingsChange, change)).toBe(false)
  })

  it('may hold at most 200 types', () => {
    const typesOf = (count: number) => ({
      types: Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`shop.${n}`, { category: 'system' }]),
      ),
    })
    expect(v.is(settingsChange, typesOf(200))).toBe(true)
    expect(v.is(settingsChange, typesOf(201))).toBe(false)
  })

  it('treats `null` in a type like a missing field', () => {
    const change = { types: { 'shop.order': { category: 'system', icon: null, toast: null } } }
    expect(v.parse(settingsChange, change)).toEqual({
      types: { 'shop.order': { category: 'system' } },
    })
  })
})
