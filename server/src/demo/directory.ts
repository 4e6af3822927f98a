import type { MemberFacts, Membership } from '../storage/directory.js'

/** The demo's platform. */
export const DEMO_PLATFORM = 'demo'

/** The key that the simulator posts events with. It opens the demo and nothing else. */
export const DEMO_KEY = 'demo-key'

/** Who is there. */
export const members: readonly MemberFacts[] = [
  { member: 'student-1', name: 'Ana Souza', email: 'ana@campus.example', locale: 'en' },
  { member: 'student-2', name: 'Leo Martín', email: 'leo@campus.example', locale: 'en' },
  { member: 'teacher-1', name: 'Grace Okafor', email: 'grace@campus.example', role: 'teacher' },
  { member: 'admin-1', name: 'Noor Haddad', email: 'noor@campus.example', role: 'admin' },
]

/** What is taught. */
export const courses = {
  'geometry-1': 'Geometry I',
  'algebra-1': 'Introduction to Algebra',
  'biology-101': 'Biology 101',
} as const

/** Who learns what. */
export const enrollments: readonly Membership[] = [
  { member: 'student-1', audience: 'course:geometry-1' },
  { member: 'student-1', audience: 'course:algebra-1' },
  { member: 'student-2', audience: 'course:geometry-1' },
  { member: 'student-2', audience: 'course:biology-101' },
]
