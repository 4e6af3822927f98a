import { MemberRemovedError, UnknownPlatformError } from '../domain/register-member.js'
import { DatabaseError } from '../storage/database.js'
import { Problem } from './problems.js'

/**
 * Whether an error is a failure of the server that must be logged. Problems that the server raised
 * on purpose are not.
 */
export const isFailure = (error: unknown): boolean =>
  !(error instanceof Problem) && ['internal', 'unavailable'].includes(toProblem(error).code)

const RETRY_SECONDS = 2

/** Converts an error to the problem that the response contains. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof UnknownPlatformError)
    return new Problem('forbidden', { detail: 'the platform of this token does not exist' })
  if (error instanceof MemberRemovedError)
    return new Problem('member-removed', { detail: 'the host removed this member' })
  if (error instanceof DatabaseError && error.isUnavailable)
    return new Problem('unavailable', { headers: { 'retry-after': String(RETRY_SECONDS) } })
  return new Problem('internal')
}
