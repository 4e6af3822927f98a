import type { Content } from 'belfry/protocol'

/** One notification of the time before the demo began. */
export interface PastNotification {
  readonly hoursAgo: number
  readonly content: Content
}

/** What student-1 has received and read, oldest first. */
export const history: readonly PastNotification[] = [
  {
    hoursAgo: 6 * 24,
    content: {
      type: 'course.enrolled',
      title: 'Welcome to Geometry I',
      message: '',
      actionUrl: '/courses/geometry-1',
    },
  },
  {
    hoursAgo: 4 * 24 + 3,
    content: {
      type: 'lesson.published',
      title: 'New lesson available',
      message: 'Angles and parallels is now available in Geometry I',
      actionUrl: '/courses/geometry-1/lessons/angles-and-parallels',
    },
  },
  {
    hoursAgo: 3 * 24 + 1,
    content: {
      type: 'exam.graded',
      title: 'Practice exam result',
      message: 'You scored 84% on Triangles',
      actionUrl: '/exams/mock-1/attempts/1',
    },
  },
  {
    hoursAgo: 2 * 24 + 5,
    content: {
      type: 'comment.replied',
      title: 'Grace Okafor replied to you',
      message: 'Exactly: the two alternate angles are equal.',
      actionUrl: '/courses/geometry-1/lessons/angles-and-parallels#comment-12',
    },
  },
  {
    hoursAgo: 26,
    content: {
      type: 'streak.milestone',
      title: '7-day streak!',
      message: 'Seven days in a row. Keep going.',
      actionUrl: '/gamification',
      data: { days: 7 },
    },
  },
  {
    hoursAgo: 9,
    content: {
      type: 'announcement.published',
      title: 'Planned maintenance on Sunday',
      message: 'The platform is away from 02:00 to 02:30.',
    },
  },
]
