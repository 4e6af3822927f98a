import type { Transaction } from './database.js'

/** A comment as the directory knows it: where it stands and who wrote it, not what it says. */
export interface Comment {
  readonly id: string
  readonly courseId: string
  readonly lessonId: string
  readonly authorId: string
  /** The comment that it answers. */
  readonly parentId: string | null
  /** Who wrote that one, where the host says so. */
  readonly parentAuthorId: string | null
}

interface StoredComment {
  comment: string
  course: string
  lesson: string
  author: string
}

/** What was written before some new comments: who took part, and who wrote their parents. */
export interface Threads {
  /** Everyone who commented on the lesson before. */
  participants(comment: Comment): readonly string[]
  /** The author of a comment; `null` where it is not known. */
  authorOf(commentId: string): string | null
  /** Counts a comment as written. */
  add(comment: Comment): void
}

/** Reads what some comments need to know. */
export async function readThreads(
  transaction: Transaction,
  platform: string,
  comments: readonly Comment[],
): Promise<Threads> {
  const lessons = new Map<string, Set<string>>()
  const authors = new Map<string, string>()
  const note = (comment: string, lesson: string, author: string): void => {
    authors.set(comment, author)
    lessons.set(lesson, (lessons.get(lesson) ?? new Set()).add(author))
  }
  const rows =
    comments.length === 0
      ? []
      : await transaction.query<StoredComment>(
          `select comment, course, lesson, author from comments c
          where platform = $1 and (comment = any ($2) or exists (
            select from jsonb_to_recordset($3::jsonb) as k("courseId" text, "lessonId" text)
            where k."courseId" = c.course and k."lessonId" = c.lesson))`,
          [
            platform,
            comments.flatMap(({ parentId }) => (parentId === null ? [] : [parentId])),
            JSON.stringify(comments.map(({ courseId, lessonId }) => ({ courseId, lessonId }))),
          ],
        )
  for (const { comment, course, lesson, author } of rows)
    note(comment, nameOf(course, lesson), author)
  return {
    participants: ({ courseId, lessonId }) => [...(lessons.get(nameOf(courseId, lessonId)) ?? [])],
    authorOf: (commentId) => authors.get(commentId) ?? null,
    add: ({ id, courseId, lessonId, authorId }) => note(id, nameOf(courseId, lessonId), authorId),
  }
}

/** Keeps who commented where. */
export async function saveComments(
  transaction: Transaction,
  platform: string,
  comments: readonly Comment[],
): Promise<void> {
  if (comments.length === 0) return
  await transaction.query(
    `insert into comments (platform, comment, course, lesson, author)
    select $1, c.id, c."courseId", c."lessonId", c."authorId"
    from jsonb_to_recordset($2::jsonb)
      as c(id text, "courseId" text, "lessonId" text, "authorId" text)
    on conflict do nothing`,
    [platform, JSON.stringify(comments)],
  )
}

/** An id holds no control character, so the two cannot run together. */
const nameOf = (course: string, lesson: string): string => `${course}\n${lesson}`
