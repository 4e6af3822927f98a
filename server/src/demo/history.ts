import type { Content, NotificationType } from 'belfry/protocol'
import { type EventName, planEvent } from '../domain/events.js'
import { renderContent } from '../domain/render.js'
import type { Settings } from '../domain/settings.js'

/** A notification from before the start of the demo. */
interface PastNotification {
  readonly hoursAgo: number
  readonly type: NotificationType
  /** The event that caused the notification; `null` for one that was sent without an event. */
  readonly event: EventName | null
  /** The data of the event, or the texts. */
  readonly data: Readonly<Record<string, unknown>>
}

const memberId = 'student-1'
const geometry = { courseId: 'geometry-1', courseTitle: 'Geometry I' }
const lesson = { lessonId: 'angles-and-parallels', lessonTitle: 'Angles and parallels' }

/** The notifications that student-1 has received and read, oldest first. */
const history: readonly PastNotification[] = [
  {
    hoursAgo: 6 * 24,
    type: 'course.enrolled',
    event: 'course.enrolled',
    data: { memberId, ...geometry },
  },
  {
    hoursAgo: 4 * 24 + 3,
    type: 'lesson.published',
    event: 'lesson.published',
    data: { ...geometry, ...lesson },
  },
  {
    hoursAgo: 3 * 24 + 1,
    type: 'exam.graded',
    event: 'exam.graded',
    data: {
      memberId,
      examId: 'mock-1',
      examTitle: 'Triangles',
      attemptId: '1',
      score: 84,
      immediateResults: true,
    },
  },
  {
    hoursAgo: 2 * 24 + 5,
    type: 'comment.replied',
    event: 'comment.created',
    data: {
      courseId: geometry.courseId,
      ...lesson,
      commentId: 'comment-12',
      authorId: 'teacher-1',
      authorName: 'Grace Okafor',
      text: 'Exactly: the two alternate angles are equal.',
      parentCommentId: 'comment-11',
      parentAuthorId: memberId,
    },
  },
  {
    hoursAgo: 26,
    type: 'streak.milestone',
    event: 'streak.updated',
    data: { memberId, days: 7, message: 'Seven days in a row. Keep going.' },
  },
  {
    hoursAgo: 9,
    type: 'announcement.published',
    event: null,
    data: {
      title: 'Planned maintenance on Sunday',
      message: 'The platform is away from 02:00 to 02:30.',
    },
  },
]

/**
 * Renders the history of student-1 with the texts and data that real events would have produced.
 */
export const renderHistory = (settings: Settings): { hoursAgo: number; content: Content }[] =>
  history.map(({ hoursAgo, type, event, data }) => ({
    hoursAgo,
    content: renderContent({ type, ...contentOf(event, data) }, 'en', settings),
  }))

function contentOf(
  event: EventName | null,
  data: PastNotification['data'],
): { data: PastNotification['data']; overrides: Partial<Content> } {
  if (event === null) return { data: {}, overrides: data }
  const planned = planEvent(event, data)
  if ('issues' in planned) throw new Error(`the demo's ${event} is not what the server takes`)
  const { details, overrides } = planned.plan
  return { data: details, overrides }
}
