// The README's picture, in both schemes: the demo, with what a member would find in the morning.
// npm run picture
import './check-node.cjs'
import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { build } from './build.mjs'
import { startDemo } from './lib/demo-server.mjs'

const memberId = 'student-1'
const geometry = { courseId: 'geometry-1', courseTitle: 'Geometry I' }

await build(console.log)
const demo = await startDemo()
try {
  await demo.post(
    'course.enrolled',
    { memberId, courseId: 'biology-101', courseTitle: 'Biology 101' },
    '1',
  )
  await demo.post('points.earned', { memberId, amount: 45, reason: 'Quiz completed' }, '2')
  await demo.post(
    'lesson.published',
    { ...geometry, lessonId: 'angles', lessonTitle: 'Angles and parallels' },
    '3',
  )
  mkdirSync('docs/images', { recursive: true })
  for (const scheme of ['light', 'dark']) {
    await promisify(execFile)(process.execPath, [
      'scripts/screenshot.mjs',
      demo.url,
      `docs/images/bell-${scheme}.png`,
      ...(scheme === 'dark' ? ['--dark'] : []),
      ...['--width', '1180', '--height', '760', '--scale', '1.5'],
      ...['--wait', 'notification-bell [part=badge]', '--click', 'notification-bell button'],
      ...['--wait', '[part=row]'],
    ])
  }
} finally {
  await demo.stop()
}
