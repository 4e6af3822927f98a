import { limits } from 'belfry/protocol'
import { link } from 'belfry/protocol/schemas'
import * as v from 'valibot'

// Control and format characters: invisible, so that two ids that look alike could differ.
// eslint-disable-next-line no-control-regex -- these are the characters to refuse
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

const shown = (max: number) =>
  v.pipe(
    v.string('must be a text'),
    v.minLength(1, 'must not be empty'),
    v.maxLength(max, `must have at most ${max} characters`),
  )

/** The id of a member, a course and the like. */
export const id = v.pipe(
  shown(limits.idLength),
  v.check((value) => !HIDDEN.test(value), 'must not hold invisible characters'),
)

/** A name or a title of the host's. */
export const name = shown(limits.titleLength)

/** A whole number of points, days and the like. */
export const amount = v.pipe(
  v.number('must be a number'),
  v.safeInteger('must be a whole number'),
  v.minValue(0, 'must not be negative'),
)

/** A moment, kept in UTC. */
export const moment = v.pipe(
  v.string('must be a text'),
  v.isoTimestamp('must be a moment such as 2026-01-31T12:00:00Z'),
  v.check((value) => !Number.isNaN(Date.parse(value)), 'must be a moment that exists'),
  v.transform((value) => new Date(value).toISOString()),
)

/** A language tag, such as `pt-BR`. */
export const languageTag = v.pipe(
  shown(35),
  v.regex(/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$/, 'must be a language tag such as pt-BR'),
)

/** A password or a login: checked, never kept. */
export const credential = shown(limits.titleLength)

/** An address of mail. */
export const email = v.pipe(
  shown(254),
  v.regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, 'must be an email address'),
)

/** What every event may say in place of the defaults. */
export const overrides = {
  title: v.exactOptional(shown(limits.titleLength)),
  message: v.exactOptional(
    v.pipe(
      v.string('must be a text'),
      v.maxLength(limits.messageLength, `must have at most ${limits.messageLength} characters`),
    ),
  ),
  actionUrl: v.exactOptional(link),
  expiresAt: v.exactOptional(moment),
}

/** The values of {@link overrides}. */
export type Overrides = v.InferOutput<v.ObjectSchema<typeof overrides, undefined>>
