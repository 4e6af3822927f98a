import { balanceDirection, limits } from 'belfry/protocol'
import { link } from 'belfry/protocol/schemas'
import * as v from 'valibot'
import { isVisibleText } from './text.js'

// Control and format characters: invisible, so that two ids that look alike could differ.
// eslint-disable-next-line no-control-regex -- these are the characters to refuse
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

/** A text that holds at least one character. */
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

/** A text of which a reader sees something. */
export const shown = (max: number): v.GenericSchema<string> =>
  v.pipe(
    filled(max),
    v.check((text) => text === '' || isVisibleText(text), 'must hold a visible character'),
  )

/** The id of a member, a course and the like. */
export const id = v.pipe(
  filled(limits.idLength),
  v.check((value) => !HIDDEN.test(value), 'must not hold invisible characters'),
)

/** A name or a title of the host's, as a value of the data. */
export const name = shown(limits.titleLength)

/** A title or a label, as it is shown: its direction controls end where they began. */
export const title = v.pipe(name, v.transform(balanceDirection))

/** A whole number of points, days and the like. */
export const amount = v.pipe(
  v.number('must be a number'),
  v.safeInteger('must be a whole number'),
  v.minValue(0, 'must not be negative'),
)

/** A share of a hundred. */
export const percentage = v.pipe(
  v.number('must be a number'),
  v.minValue(0, 'must not be negative'),
  v.maxValue(100, 'must be at most 100'),
)

/** By how much points are multiplied. */
export const multiplier = v.pipe(
  v.number('must be a number'),
  v.finite('must be a number'),
  v.minValue(0, 'must not be negative'),
)

/** What somebody wrote. Only an excerpt of it is kept. */
export const writing = shown(10_000)

/** Yes or no. */
export const flag = v.boolean('must be true or false')

// RFC 3339, which also allows a small t and z. The time zone may be as short as ISO 8601 allows.
const MOMENT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt ](?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d+)?(?:[Zz]| ?[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/

/** A moment as it is written. */
export const timestamp = v.pipe(
  v.string('must be a text'),
  v.regex(MOMENT, 'must be a moment such as 2026-01-31T12:00:00Z'),
)

/** A moment, kept in UTC. */
export const moment = v.pipe(
  timestamp,
  v.check(
    (value) => !Number.isNaN(Date.parse(value.toUpperCase())),
    'must be a moment that exists',
  ),
  v.transform((value) => new Date(value.toUpperCase()).toISOString()),
)

/** One of some words. The message lists them. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  v.picklist(words, `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`)

/** A field that may be missing, or `null`, which says the same. {@link withoutNulls} takes it out. */
export const optional = <S extends v.GenericSchema>(
  schema: S,
): v.ExactOptionalSchema<v.NullableSchema<S, undefined>, undefined> =>
  v.exactOptional(v.nullable(schema))

/** An object whose fields are never `null`. */
export type WithoutNulls<T> = { [Key in keyof T]: Exclude<T[Key], null> }

/** An object without the fields that are `null`. */
export const withoutNulls = <T extends object>(object: T): WithoutNulls<T> =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== null),
  ) as WithoutNulls<T>

/** A day or a moment. */
export const day = v.pipe(
  filled(limits.idLength),
  v.check((value) => !Number.isNaN(Date.parse(value)), 'must be a day such as 2026-01-31'),
)

/** A language tag, such as `pt-BR`. */
export const languageTag = v.pipe(
  filled(35),
  v.regex(/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$/, 'must be a language tag such as pt-BR'),
)

/** The constructor is the only list of zones that takes aliases too. */
const isTimeZone = (value: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

/** A time zone that this server knows, such as `America/Sao_Paulo`. */
export const timeZone = v.pipe(
  filled(limits.idLength),
  v.check(isTimeZone, 'must be a time zone such as Europe/Madrid'),
)

/** A password, a login or a code: checked, never kept. */
export const credential = filled(limits.titleLength)

/** An address of mail. */
export const email = v.pipe(
  filled(254),
  v.regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, 'must be an email address'),
)

/** Members by id: at least one, at most as many as one request may name. */
export const memberIds = v.pipe(
  v.array(id, 'must be an array'),
  v.minLength(1, 'must name at least one member'),
  v.maxLength(limits.eventsPerBatch, `must name at most ${limits.eventsPerBatch} members`),
)

/** A map by name. A bare record would take an array for one. */
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

/** A notification's message. It may be empty; one of invisible characters alone is taken as empty. */
export const message = v.pipe(
  v.string('must be a text'),
  v.maxLength(limits.messageLength, `must have at most ${limits.messageLength} characters`),
  v.transform((text) => (isVisibleText(text) ? balanceDirection(text) : '')),
)

/** What every event may say in place of the defaults. */
export const overrides = {
  title: optional(title),
  message: optional(message),
  actionUrl: optional(link),
  expiresAt: optional(moment),
}

/** The values of {@link overrides}. */
export type Overrides = WithoutNulls<v.InferOutput<v.ObjectSchema<typeof overrides, undefined>>>
