// The README's picture, in both schemes: the demo, with what a member would find in the morning.
// npm run picture
import './check-node.cjs'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from './build.mjs'

const events = [
  [
    'course.enrolled',
    { memberId: 'student-1', courseId: 'biology-101', courseTitle: 'Biology 101' },
  ],
  ['points.earned', { memberId: 'student-1', amount: 45, reason: 'Quiz completed' }],
  [
    'lesson.published',
    {
      courseId: 'geometry-1',
      courseTitle: 'Geometry I',
      lessonId: 'angles',
      lessonTitle: 'Angles and parallels',
    },
  ],
]

await build(console.log)
const { startServer, readConfig } = await import(
  new URL('../server/dist/server.js', import.meta.url).href
)
const data = mkdtempSync(join(tmpdir(), 'belfry-picture-'))
const server = await startServer(readConfig({ PORT: '0', BELFRY_DEMO: '1', BELFRY_DATA_DIR: data }))
try {
  for (const [type, body] of events) {
    const response = await fetch(`${server.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-key', 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify({ specversion: '1.0', source: '/picture', id: type, type, data: body }),
    })
    if (response.status !== 202) throw new Error(await response.text())
  }
  mkdirSync('docs/images', { recursive: true })
  for (const scheme of ['light', 'dark']) {
    await promisify(execFile)(process.execPath, [
      'scripts/screenshot.mjs',
      server.url,
      `docs/images/bell-${scheme}.png`,
      ...(scheme === 'dark' ? ['--dark'] : []),
      ...['--width', '1180', '--height', '760', '--scale', '2'],
      ...['--wait', 'notification-bell [part=badge]', '--click', 'notification-bell button'],
      ...['--wait', '[part=row]'],
    ])
  }
} finally {
  await server.close()
  rmSync(data, { recursive: true, force: true })
}
