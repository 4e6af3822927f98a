import { balanceDirection, limits } from 'belfry/protocol'
import { link } from 'belfry/protocol/schemas'
import * as v from 'valibot'
import { isVisibleText } from './text.js'

// Control and format characters. They are invisible, so two ids with the same look could differ.
// eslint-disable-next-line no-control-regex -- these are the characters to refuse
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

/** Creates the schema of a text with 1 to `max` characters. */
export const filled = (
  max: number,
): v.SchemaWithPipe<
  readonly [
    v.StringSchema<string>,
    v.MinLengthAction<string, 1, string>,
    v.MaxLengthAction<string, number, string>,
  ]
> =>
  v.pipe(
    v.string('must be a text'),
    v.minLength(1, 'must not be empty'),
    v.maxLength(max, `must have at most ${max} characters`),
  )

/** Creates the schema of a text with at most `max` characters, of which at least one is visible. */
export const shown = (max: number): v.GenericSchema<string> =>
  v.pipe(
    filled(max),
    v.check((text) => text === '' || isVisibleText(text), 'must hold a visible character'),
  )

/** The schema of an id, such as that of a member or a course. */
export const id = v.pipe(
  filled(limits.idLength),
  v.check((value) => !HIDDEN.test(value), 'must not hold invisible characters'),
)

/** The schema of a name or title that the host sends in the data. */
export const name = shown(limits.titleLength)

/** The schema of a title or label that is displayed. Its direction controls are balanced. */
export const title = v.pipe(name, v.transform(balanceDirection))

/** The schema of a whole number of points, days and the like. */
export const amount = v.pipe(
  v.number('must be a number'),
  v.safeInteger('must be a whole number'),
  v.minValue(0, 'must not be negative'),
)

/** The schema of a percentage, from 0 to 100. */
export const percentage = v.pipe(
  v.number('must be a number'),
  v.minValue(0, 'must not be negative'),
  v.maxValue(100, 'must be at most 100'),
)

/** The schema of a factor that points are multiplied by. */
export const multiplier = v.pipe(
  v.number('must be a number'),
  v.finite('must be a number'),
  v.minValue(0, 'must not be negative'),
)

/** The schema of a text that a member wrote. Only an excerpt of it is stored. */
export const writing = shown(10_000)

/** The schema of a boolean. */
export const flag = v.boolean('must be true or false')

// RFC 3339, which also allows a lowercase t and z. The time zone may have the short
// form of ISO 8601.
const MOMENT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt ](?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d+)?(?:[Zz]| ?[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/

/** The schema of a moment, as the sender wrote it. */
export const timestamp = v.pipe(
  v.string('must be a text'),
  v.regex(MOMENT, 'must be a moment such as 2026-01-31T12:00:00Z'),
)

/** The schema of a moment, converted to UTC. */
export const moment = v.pipe(
  timestamp,
  v.check(
    (value) => !Number.isNaN(Date.parse(value.toUpperCase())),
    'must be a moment that exists',
  ),
  v.transform((value) => new Date(value.toUpperCase()).toISOString()),
)

/** Creates the schema of one of some words. The error message lists them. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(
  words: Words,
): v.PicklistSchema<Words, string> =>
  v.picklist(words, `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`)

/**
 * Creates the schema of a field that may be missing. `null` means the same as a missing field;
 * {@link withoutNulls} removes it.
 */
export const optional = <S extends v.GenericSchema>(
  schema: S,
): v.ExactOptionalSchema<v.NullableSchema<S, undefined>, undefined> =>
  v.exactOptional(v.nullable(schema))

/** An object type whose fields are never `null`. */
export type WithoutNulls<T> = { [Key in keyof T]: Exclude<T[Key], null> }

/** Returns an object without the fields that are `null`. */
export const withoutNulls = <T extends object>(object: T): WithoutNulls<T> =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== null),
  ) as WithoutNulls<T>

/** The schema of a day or a moment. */
export const day = v.pipe(
  filled(limits.idLength),
  v.check((value) => !Number.isNaN(Date.parse(value)), 'must be a day such as 2026-01-31'),
)

/** The schema of a language tag, such as `pt-BR`. */
export const languageTag = v.pipe(
  filled(35),
  v.regex(/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$/, 'must be a language tag such as pt-BR'),
)

/** The constructor is used because it accepts aliases of time zones; `Intl` does not list them. */
const isTimeZone = (value: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

/** The schema of a time zone that this server knows, such as `America/Sao_Paulo`. */
export const timeZone = v.pipe(
  filled(limits.idLength),
  v.check(isTimeZone, 'must be a time zone such as Europe/Madrid'),
)

/** The schema of a password, a login or a code. Such a value is validated and never stored. */
export const credential = filled(limits.titleLength)

/** The schema of an email address. */
export const email = v.pipe(
  filled(254),
  v.regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, 'must be an email address'),
)

/** The schema of a list of member ids, with 1 to `limits.eventsPerBatch` ids. */
export const memberIds = v.pipe(
  v.array(id, 'must be an array'),
  v.minLength(1, 'must name at least one member'),
  v.maxLength(limits.eventsPerBatch, `must name at most ${limits.eventsPerBatch} members`),
)

/** Creates the schema of a map. `v.record` alone would accept an array. */
export const mapOf = <Value extends v.GenericSchema>(
  key: v.GenericSchema<string>,
  value: Value,
): v.GenericSchema<Record<string, v.InferInput<Value>>, Record<string, v.InferOutput<Value>>> =>
  v.pipe(
    v.custom<Record<string, v.InferInput<Value>>>(
      (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
      'must be an object',
    ),
    v.record(key, value),
  )

/**
 * The schema of a notification's message. It may be empty; a message of invisible
 * characters becomes empty.
 */
export const message = v.pipe(
  v.string('must be a text'),
  v.maxLength(limits.messageLength, `must have at most ${limits.messageLength} characters`),
  v.transform((text) => (isVisibleText(text) ? balanceDirection(text) : '')),
)

/** The fields with which every event may override the default texts, link and expiry. */
export const overrides = {
  title: optional(title),
  message: optional(message),
  actionUrl: optional(link),
  expiresAt: optional(moment),
}

/** The values of {@link overrides}. */
export type Overrides = WithoutNulls<v.InferOutput<v.ObjectSchema<typeof overrides, undefined>>>
