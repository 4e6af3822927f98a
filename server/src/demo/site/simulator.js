// The events that the simulator can post. Each makes its data for the member who is signed in.
let number = 0
const next = (name) => `${name}-${Date.now().toString(36)}-${(number += 1)}`

const lessons = ['Angles and parallels', 'Congruent triangles', 'The inscribed angle']
const reasons = ['Quiz completed', 'Lesson finished', 'Helpful answer']
const pick = (list) => list[number % list.length]

/** Label, CloudEvents type, and data by member. */
export const events = [
  {
    label: 'New lesson in Geometry I',
    type: 'lesson.published',
    data: () => ({
      courseId: 'geometry-1',
      courseTitle: 'Geometry I',
      lessonId: next('lesson'),
      lessonTitle: pick(lessons),
    }),
  },
  {
    label: 'Enrol in Biology 101',
    type: 'course.enrolled',
    data: (memberId) => ({ memberId, courseId: 'biology-101', courseTitle: 'Biology 101' }),
  },
  {
    label: 'Earn 15 points',
    type: 'points.earned',
    data: (memberId) => ({ memberId, amount: 15, reason: ((number += 1), pick(reasons)) }),
  },
  {
    label: 'Register a new member',
    type: 'member.registered',
    data: () => {
      const memberId = next('member')
      return { memberId, name: 'New member', email: `${memberId}@example.com` }
    },
  },
]
