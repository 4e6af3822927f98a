import type { Threads } from '../storage/comments.js'
import type { Draft } from './deliver.js'
import type { Addressee, EventPlan } from './plan.js'

/**
 * Returns the recipients of a planned notification. Authors get no notification of their own
 * comment. The author of the parent comment is notified of the reply only.
 */
export function recipientsOf(
  to: Addressee,
  { comment }: EventPlan,
  threads: Threads,
): Draft['to'][] {
  if (!('thread' in to)) return [to]
  if (!comment) return []
  const { authorId, parentId, parentAuthorId } = comment
  const parent = parentAuthorId ?? (parentId === null ? null : threads.authorOf(parentId))
  const replied = parent === authorId ? null : parent
  if (to.thread === 'parent') return replied === null ? [] : [{ member: replied }]
  return threads
    .participants(comment)
    .filter((member) => member !== authorId && member !== replied)
    .map((member) => ({ member }))
}
