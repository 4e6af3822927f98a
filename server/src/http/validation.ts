import type { Context } from 'hono'
import * as v from 'valibot'
import { escapePointer, isStorable, mediaTypeOf, readJsonBody } from './json.js'
import { type FieldError, Problem } from './problems.js'

/** Converts the issues of a schema to field errors, each with its place in the body. */
export const toFieldErrors = (issues: readonly v.BaseIssue<unknown>[], prefix = ''): FieldError[] =>
  issues.map(({ path = [], received, message }) => ({
    pointer: prefix + path.map((step) => `/${escapePointer(String(step.key))}`).join(''),
    // The library's own messages repeat the received value, which may be a secret.
    message:
      path.length > 0 && received === 'undefined'
        ? 'is missing'
        : message.replace(/ but received .*$/s, ''),
  }))

/**
 * Reads a JSON body and validates it against a schema.
 *
 * @throws {Problem} `unsupported-media-type`, or `invalid` with every invalid field, and the
 *   problems of {@link readJsonBody}
 */
export async function readBody<S extends v.GenericSchema>(
  schema: S,
  context: Context,
): Promise<v.InferOutput<S>> {
  if (mediaTypeOf(context) !== 'application/json')
    throw new Problem('unsupported-media-type', { detail: 'send application/json' })
  const parsed = v.safeParse(schema, await readJsonBody(context))
  if (parsed.success) return parsed.output
  throw new Problem('invalid', { errors: toFieldErrors(parsed.issues) })
}

/**
 * Validates the query of a request against a schema.
 *
 * @throws {Problem} `invalid` with every invalid parameter
 */
export function parseQuery<S extends v.GenericSchema>(
  schema: S,
  context: Context,
): v.InferOutput<S> {
  const query = context.req.query()
  const broken = Object.entries(query).find(([, value]) => !isStorable(value))
  if (broken)
    throw new Problem('invalid', { errors: [{ pointer: broken[0], message: 'is not a text' }] })
  const parsed = v.safeParse(schema, query)
  if (parsed.success) return parsed.output
  const errors = toFieldErrors(parsed.issues).map(({ pointer, message }) => ({
    pointer: pointer.slice(1),
    message,
  }))
  throw new Problem('invalid', { errors })
}
