// The actions of the simulator, which does the work of a platform's back end. Each entry creates
// its events for the member who is signed in, so that the effect shows on this page.
let number = 0
const next = (name) => `${name}-${Date.now().toString(36)}-${(number += 1)}`
const pick = (list) => list[number % list.length]
const someoneElse = (member) => (member === 'teacher-1' ? 'student-2' : 'teacher-1')

const geometry = { courseId: 'geometry-1', courseTitle: 'Geometry I' }
const lessons = ['Angles and parallels', 'Congruent triangles', 'The inscribed angle']
const people = { 'teacher-1': 'Grace Okafor', 'student-2': 'Leo Martín' }
const words = [
  'The inscribed angle is half of the central one, so start from the centre and draw the radii first.',
  'Shall we go through the mock exam together on Thursday evening?',
  'I would begin with the parallel lines; the rest follows by itself.',
]

const event = (type, data) => ({ type, data })

const comment = (authorId, more = {}) =>
  event('comment.created', {
    courseId: geometry.courseId,
    lessonId: 'angles',
    lessonTitle: 'Angles and parallels',
    commentId: next('comment'),
    authorId,
    authorName: people[authorId] ?? authorId,
    text: pick(words),
    ...more,
  })

const points = (memberId) =>
  event('points.earned', {
    memberId,
    amount: 15,
    reason: pick(['Quiz', 'Lesson', 'Helpful answer']),
  })

const learning = {
  'New lesson': () => [
    event('lesson.published', {
      ...geometry,
      lessonId: next('lesson'),
      lessonTitle: pick(lessons),
    }),
  ],
  'Exam result': (memberId) => [
    event('exam.graded', {
      memberId,
      examId: 'mock-1',
      examTitle: 'Triangles',
      attemptId: next('attempt'),
      score: 84,
      immediateResults: true,
    }),
  ],
  Certificate: (memberId) => [
    event('certificate.issued', {
      memberId,
      courseId: 'algebra-1',
      courseTitle: 'Introduction to Algebra',
      certificateId: next('certificate'),
    }),
  ],
  Enrolment: (memberId) => [
    event('course.enrolled', { memberId, courseId: 'biology-101', courseTitle: 'Biology 101' }),
  ],
  'Live class': () => [
    event('live_class.started', {
      ...geometry,
      classId: next('live'),
      classTitle: 'Constructions with compass and ruler',
    }),
  ],
}

const interaction = {
  // Only earlier commenters are notified of a comment, so this member comments first.
  Comment: (member) => [comment(member), comment(someoneElse(member))],
  Reply: (member) => {
    const mine = comment(member)
    const parentCommentId = mine.data.commentId
    return [mine, comment(someoneElse(member), { parentCommentId, parentAuthorId: member })]
  },
  Message: (memberId) => {
    const channel = { channelId: 'study-group', channelName: 'study-group' }
    const authorId = someoneElse(memberId)
    return [
      event('channel.joined', { memberId, ...channel }),
      event('channel.message', {
        ...channel,
        messageId: next('message'),
        authorId,
        authorName: people[authorId],
        text: pick(words),
      }),
    ]
  },
  Document: (memberId) => [
    event('document.published', {
      documentId: next('document'),
      documentTitle: 'Terms of the exam',
      action: number % 2 === 0 ? 'signature' : 'review',
      memberIds: [memberId],
    }),
  ],
}

const rewards = {
  Boost: (memberId) => [
    event('boost.earned', {
      memberId,
      boostId: next('boost'),
      multiplier: 2,
      reason: 'three days of steady study',
      minutes: 15,
    }),
  ],
  Streak: (memberId) => [event('streak.updated', { memberId, days: 30 })],
  Achievement: (memberId) => [achieved(memberId, 'Early bird')],
  Points: (memberId) => [points(memberId)],
  'Weekly goal': (memberId) => [
    event('goal.reached', { memberId, goalId: next('goal'), goalTitle: 'Five lessons this week' }),
  ],
  'Streak lost': (memberId) => [event('streak.lost', { memberId, days: 12 })],
}

const achieved = (memberId, achievementName) =>
  event('achievement.unlocked', {
    memberId,
    achievementId: next('achievement'),
    achievementName,
  })
const streakOf = (memberId, days) => event('streak.updated', { memberId, days })
const rewardsInTurn = [
  (memberId) => points(memberId),
  (memberId) => rewards.Boost(memberId)[0],
  (memberId) => achieved(memberId, pick(['Early bird', 'Night owl', 'Perfect week'])),
]

/** Several events at once, which the toasts merge, stack or summarise. */
export const celebrations = {
  '7 days': (memberId) => [streakOf(memberId, 7)],
  '180 days': (memberId) => [streakOf(memberId, 180)],
  '365 days': (memberId) => [streakOf(memberId, 365)],
  Merge: (memberId) => [points(memberId), points(memberId), points(memberId)],
  Stack: (memberId) =>
    ['Early bird', 'Night owl', 'Perfect week'].map((name) => achieved(memberId, name)),
  Digest: (memberId) =>
    [streakOf(memberId, 21), streakOf(memberId, 60)].concat(
      Array.from({ length: 8 }, () => rewards.Boost(memberId)[0]),
    ),
  'Burst of 50': (memberId) =>
    Array.from({ length: 50 }, (_, index) => rewardsInTurn[index % 3](memberId)),
}

const directory = {
  'New member': () => {
    const memberId = next('member')
    return [
      event('member.registered', {
        memberId,
        name: 'New member',
        email: `${memberId}@example.com`,
        credentials: { login: memberId, password: 'shown once, in the email' },
      }),
    ]
  },
  'New address': (memberId) => [
    event('member.updated', { memberId, email: `${memberId}@example.com` }),
  ],
  'Member leaves': () => {
    const memberId = next('member')
    return [
      event('member.registered', { memberId, name: 'Passer-by', email: 'passer-by@example.com' }),
      event('member.removed', { memberId }),
    ]
  },
  'Leave Biology 101': (memberId) => [
    event('course.unenrolled', { memberId, courseId: 'biology-101' }),
  ],
  'Leave #study-group': (memberId) => [
    event('channel.left', { memberId, channelId: 'study-group' }),
  ],
  'Password reset': (memberId) => [
    event('password_reset.requested', {
      email: `${memberId}@example.com`,
      code: '493021',
      expiresInMinutes: 10,
    }),
  ],
  'Attendance report': (memberId) => [
    event('attendance.reported', {
      teacherId: 'teacher-1',
      ...geometry,
      period: { from: '2026-03-01', to: '2026-03-31' },
      recipients: [memberId],
      rows: [{ name: 'Ana', present: 11, absent: 1 }],
    }),
  ],
}

const bursts = Object.fromEntries(
  [10, 100, 1000].map((count) => [
    `${count} at once`,
    (memberId) => Array.from({ length: count }, () => points(memberId)),
  ]),
)

const faulty = {
  'Unknown type': () => [event('weather.changed', {})],
  'Missing field': (memberId) => [event('points.earned', { memberId, reason: 'no amount' })],
  'Dangerous link': (memberId) => [
    event('points.earned', { ...points(memberId).data, actionUrl: 'javascript:alert(1)' }),
  ],
}

/**
 * Notifications that the platform sends without an event: one of its own types, and
 * an unknown type.
 */
export const own = {
  Ranking: (member) => ({
    type: 'ranking.changed',
    members: [member],
    title: 'Third place this week',
    message: 'Two more quizzes and you pass the second.',
    actionUrl: '/gamification',
  }),
  'Unknown type': (member) => ({
    type: 'weather.changed',
    members: [member],
    title: 'Rain in the afternoon',
    message: 'A type that the catalogue does not know stands under “System”.',
  }),
}

/** Groups of labelled entries. Each entry creates its events for a member. */
export const groups = { learning, interaction, rewards, directory, bursts, faulty }
