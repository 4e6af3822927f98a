import { limits } from 'belfry/protocol'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  amount,
  day,
  email,
  filled,
  id,
  languageTag,
  mapOf,
  memberIds,
  message,
  moment,
  multiplier,
  name,
  oneOf,
  optional,
  percentage,
  shown,
  timestamp,
  timeZone,
  title,
  withoutNulls,
} from '../../src/domain/fields.js'

const firstIssue = (schema: v.GenericSchema, value: unknown): string | undefined => {
  const { issues } = v.safeParse(schema, value)
  return issues?.[0].message
}

describe('a text field', () => {
  it('has 1 to its maximum of characters', () => {
    expect(v.is(filled(3), 'abc')).toBe(true)
    expect(firstIssue(filled(3), '')).toBe('must not be empty')
    expect(firstIssue(filled(3), 'abcd')).toBe('must have at most 3 characters')
    expect(firstIssue(filled(3), 7)).toBe('must be a text')
  })

  it('that is displayed has a visible character', () => {
    expect(v.is(shown(3), ' a ')).toBe(true)
    expect(firstIssue(shown(3), ' \u200b')).toBe('must hold a visible character')
    expect(firstIssue(shown(3), '')).toBe('must not be empty')
  })
})

describe('an id', () => {
  it.each(['a', '7', 'curso-1', 'Ana Lima', 'מזהה', 'a:b/c', 'x'.repeat(limits.idLength)])(
    'may be %j',
    (value) => {
      expect(v.is(id, value)).toBe(true)
    },
  )

  it.each(['', 'a\u0000', 'a\n', 'a\u200b', '\u202eab', '\ufeffa', 'a\u2066', 'a\u0085'])(
    'may not be %j',
    (value) => {
      expect(v.is(id, value)).toBe(false)
    },
  )

  it('has at most 128 characters', () => {
    expect(v.is(id, 'x'.repeat(limits.idLength + 1))).toBe(false)
  })
})

describe('a title', () => {
  it('keeps isolates with a partner, and loses overrides and controls without one', () => {
    expect(v.parse(title, '\u2067a\u2069 \u202eb\u202c c\u2069')).toBe('\u2067a\u2069 b c')
  })

  it('has at most 200 characters, of which one is visible', () => {
    expect(v.is(title, 'x'.repeat(200))).toBe(true)
    expect(v.is(title, 'x'.repeat(201))).toBe(false)
    expect(v.is(title, '\u2800')).toBe(false)
    expect(v.is(name, '\u2800')).toBe(false)
  })
})

describe('a message', () => {
  it('may be empty, and becomes empty if it has no visible character', () => {
    expect(v.parse(message, '')).toBe('')
    expect(v.parse(message, ' \u200b\n')).toBe('')
    expect(v.parse(message, ' a ')).toBe(' a ')
  })

  it('loses direction controls without a partner', () => {
    expect(v.parse(message, 'a\u202eb')).toBe('ab')
  })

  it('has at most 2,000 characters', () => {
    expect(v.is(message, 'x'.repeat(2_000))).toBe(true)
    expect(v.is(message, 'x'.repeat(2_001))).toBe(false)
  })
})

describe('a number field', () => {
  it.each([0, 1, Number.MAX_SAFE_INTEGER])('may be the amount %d', (value) => {
    expect(v.is(amount, value)).toBe(true)
  })

  it.each([-1, 0.5, Number.MAX_SAFE_INTEGER + 1, Infinity, NaN, '1', null])(
    'may not be the amount %s',
    (value) => {
      expect(v.is(amount, value)).toBe(false)
    },
  )

  it.each([
    [0, true],
    [99.5, true],
    [100, true],
    [100.1, false],
    [-0.1, false],
    [NaN, false],
  ])('may be the percentage %d: %s', (value, isValid) => {
    expect(v.is(percentage, value)).toBe(isValid)
  })

  it.each([
    [0, true],
    [1.5, true],
    [-1, false],
    [Infinity, false],
    [NaN, false],
  ])('may be the multiplier %d: %s', (value, isValid) => {
    expect(v.is(multiplier, value)).toBe(isValid)
  })
})

describe('a moment', () => {
  it.each([
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31t12:00:00.5z', '2026-01-31T12:00:00.500Z'],
    ['2026-01-31 12:00:00Z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31T12:00:00+05:30', '2026-01-31T06:30:00.000Z'],
    ['2026-12-31T23:00:00-02:00', '2027-01-01T01:00:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('is converted to UTC: %s', (value, utc) => {
    expect(v.parse(moment, value)).toBe(utc)
  })

  it.each([
    '',
    '2026-01-31',
    '2026-01-31T12:00:00',
    '2026-01-31T12:00Z',
    '2026-13-01T12:00:00Z',
    '2026-01-32T12:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T12:60:00Z',
    '2026-01-31T12:00:00+24:00',
    'Sat, 31 Jan 2026 12:00:00 GMT',
    1_769_860_800_000,
  ])('may not be %j', (value) => {
    expect(v.is(moment, value)).toBe(false)
  })

  it('is kept as the sender wrote it in a timestamp', () => {
    expect(v.parse(timestamp, '2026-01-31t12:00:00+01')).toBe('2026-01-31t12:00:00+01')
  })

  it('is the same moment in any time zone', () => {
    const minutes = fc.integer({ min: -14 * 60, max: 14 * 60 })
    const seconds = fc.integer({ min: 0, max: 4_000_000_000 })
    fc.assert(
      fc.property(seconds, minutes, (second, offset) => {
        const local = new Date(second * 1_000 + offset * 60_000).toISOString().slice(0, 19)
        const [hours, rest] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
        const zone = [hours, rest].map((n) => String(n).padStart(2, '0')).join(':')
        const parsed = v.parse(moment, `${local}${offset < 0 ? '-' : '+'}${zone}`)
        expect(Date.parse(parsed)).toBe(second * 1_000)
      }),
    )
  })
})

describe('a day', () => {
  it.each(['2026-01-31', '2026-01-31T12:00:00Z'])('may be %s', (value) => {
    expect(v.is(day, value)).toBe(true)
  })

  it.each(['', 'tomorrow', '2026-13-01'])('may not be %j', (value) => {
    expect(v.is(day, value)).toBe(false)
  })
})

describe('a language tag', () => {
  it.each(['en', 'pt-BR', 'pt_BR', 'zh-Hant-TW', 'es-419'])('may be %s', (value) => {
    expect(v.is(languageTag, value)).toBe(true)
  })

  it.each(['', 'e', 'pt-', '-BR', 'pt BR', 'x'.repeat(36), '7'])('may not be %j', (value) => {
    expect(v.is(languageTag, value)).toBe(false)
  })
})

describe('a time zone', () => {
  it.each(['Europe/Madrid', 'America/Sao_Paulo', 'UTC', 'Asia/Calcutta'])('may be %s', (value) => {
    expect(v.is(timeZone, value)).toBe(true)
  })

  it.each(['', 'Mars/Olympus', 'Madrid', '../etc'])('may not be %j', (value) => {
    expect(v.is(timeZone, value)).toBe(false)
  })
})

describe('an email address', () => {
  it.each(['ana@school.example', 'a+b@x', 'ação@escola.example'])('may be %s', (value) => {
    expect(v.is(email, value)).toBe(true)
  })

  it.each(['', 'ana', '@x', 'a@', 'a@b@c', 'a b@c', 'a@b\r\nBcc: c@d', 'a@b,c@d', '<a@b>'])(
    'may not be %j',
    (value) => {
      expect(v.is(email, value)).toBe(false)
    },
  )
})

describe('a list of member ids', () => {
  it('has 1 to 1,000 valid ids', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, n) => `m${n}`)
    expect(v.is(memberIds, ids(1))).toBe(true)
    expect(v.is(memberIds, ids(1_000))).toBe(true)
    expect(firstIssue(memberIds, [])).toBe('must name at least one member')
    expect(firstIssue(memberIds, ids(1_001))).toBe('must name at most 1000 members')
    expect(v.is(memberIds, ['a', ''])).toBe(false)
    expect(firstIssue(memberIds, 'ana')).toBe('must be an array')
  })
})

describe('the helpers of fields', () => {
  it('list the words of a choice in its message', () => {
    expect(firstIssue(oneOf(['a', 'b', 'c']), 'd')).toBe('must be a, b or c')
  })

  it('accept an object as a map, but neither an array nor `null`', () => {
    const schema = mapOf(id, amount)
    expect(v.parse(schema, { a: 1 })).toEqual({ a: 1 })
    for (const value of [[], [1], null, 'a', 7])
      expect(firstIssue(schema, value)).toBe('must be an object')
    expect(v.is(schema, { a: -1 })).toBe(false)
    expect(v.is(schema, { '\u200b': 1 })).toBe(false)
  })

  it('accept `null` for a field that may be missing, and remove it', () => {
    const schema = v.pipe(v.object({ a: optional(amount) }), v.transform(withoutNulls))
    expect(v.parse(schema, {})).toEqual({})
    expect(v.parse(schema, { a: null })).toEqual({})
    expect(v.parse(schema, { a: 1 })).toEqual({ a: 1 })
    expect(v.is(schema, { a: 'x' })).toBe(false)
  })

  it('remove only fields that are `null`', () => {
    expect(withoutNulls({ a: null, b: undefined, c: 0, d: '', e: false })).toEqual({
      b: undefined,
      c: 0,
      d: '',
      e: false,
    })
  })
})
