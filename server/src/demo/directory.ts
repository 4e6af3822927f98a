import type { HostType } from '../domain/settings.js'
import type { Comment } from '../storage/comments.js'
import type { MemberFacts, Membership } from '../storage/directory.js'

/** The id of the demo's platform. */
export const DEMO_PLATFORM = 'demo'

/** The API key of the simulator. It is valid for the demo's platform only. */
export const DEMO_KEY = 'demo-key'

/** The members of the demo. */
export const members: readonly MemberFacts[] = [
  { member: 'student-1', name: 'Ana Souza', email: 'ana@campus.example', locale: 'en' },
  { member: 'student-2', name: 'Leo Martín', email: 'leo@campus.example', locale: 'en' },
  { member: 'teacher-1', name: 'Grace Okafor', email: 'grace@campus.example', role: 'teacher' },
  { member: 'admin-1', name: 'Noor Haddad', email: 'noor@campus.example', role: 'admin' },
]

/** The titles of the demo's courses, by id. */
export const courses = {
  'geometry-1': 'Geometry I',
  'algebra-1': 'Introduction to Algebra',
  'biology-101': 'Biology 101',
} as const

/** The memberships of the demo's members in courses and channels. */
export const memberships: readonly Membership[] = [
  { member: 'student-1', audience: 'course:geometry-1' },
  { member: 'student-1', audience: 'course:algebra-1' },
  { member: 'student-2', audience: 'course:geometry-1' },
  { member: 'student-2', audience: 'course:biology-101' },
  { member: 'student-1', audience: 'channel:study-group' },
  { member: 'student-2', audience: 'channel:study-group' },
  { member: 'teacher-1', audience: 'channel:study-group' },
]

const lesson = {
  courseId: 'geometry-1',
  lessonId: 'angles-and-parallels',
  parentId: null,
  parentAuthorId: null,
}

/** The comments that exist when the demo starts. */
export const comments: readonly Comment[] = [
  { ...lesson, id: 'comment-11', authorId: 'student-1' },
  { ...lesson, id: 'comment-12', authorId: 'teacher-1' },
  { ...lesson, id: 'comment-13', authorId: 'student-2' },
]

/** The demo's own notification types. */
export const hostTypes: Readonly<Record<string, HostType>> = {
  'ranking.changed': { category: 'gamification', icon: 'trophy', toast: 'points' },
}
