import type { Transaction } from './database.js'

/** The directory's record of a comment: its id, place and authors. The text is not stored. */
export interface Comment {
  readonly id: string
  readonly courseId: string
  readonly lessonId: string
  readonly authorId: string
  /** The id of the comment that this one replies to; `null` for a comment that is no reply. */
  readonly parentId: string | null
  /** The author of the parent comment; `null` if the host does not send it. */
  readonly parentAuthorId: string | null
}

interface StoredComment {
  comment: string
  course: string
  lesson: string
  author: string
}

/** The earlier comments on the lessons of a batch of new comments. */
export interface Threads {
  /** Returns the authors of all earlier comments on the comment's lesson. */
  participants(comment: Comment): readonly string[]
  /** Returns the author of a comment; `null` if the directory does not know the comment. */
  authorOf(commentId: string): string | null
  /** Adds a comment, so that later comments of the same batch find it. */
  add(comment: Comment): void
}

/**
 * Reads the earlier comments on the lessons of some new comments, and the authors of their parents.
 */
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

/** Stores the place and author of comments. A comment that is already stored stays unchanged. */
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

/**
 * Joins a course id and a lesson id to one key. Ids contain no control characters, so the newline
 * separates them unambiguously.
 */
const nameOf = (course: string, lesson: string): string => `${course}\n${lesson}`
