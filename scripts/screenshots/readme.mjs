// `npm run screenshots:readme`: takes the README's screenshots of the demo, in both colour schemes.
import '../check-node.cjs'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from '../build.mjs'
import { launchChromium } from './lib/launch-chromium.mjs'
import { startDemo } from '../lib/demo-server.mjs'
import { root } from '../lib/root.mjs'

const memberId = 'student-1'
const geometry = { courseId: 'geometry-1', courseTitle: 'Geometry I' }

const inter = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'
const fontStyles = `
  @font-face {
    font-family: Inter;
    font-weight: 100 900;
    src: url(data:font/woff2;base64,${readFileSync(join(root, inter), 'base64')});
  }
  :root, body { font-family: Inter, sans-serif }`

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
  for (const scheme of ['light', 'dark']) await takeScreenshot(scheme)
} finally {
  await demo.stop()
}

/** @param {string} scheme */
async function takeScreenshot(scheme) {
  const browser = await launchChromium()
  try {
    const page = await browser.newPage({
      viewport: { width: 1180, height: 760 },
      deviceScaleFactor: 1.5,
      colorScheme: scheme === 'dark' ? 'dark' : 'light',
      // The demo's policy refuses the font below, which makes the screenshot equal on every machine.
      bypassCSP: true,
    })
    await page.goto(demo.url)
    await page.addStyleTag({ content: fontStyles })
    await page.locator('notification-bell [part=badge]').waitFor()
    // A toast might be in the middle of its animation.
    await page.evaluate(`document.querySelector('gamification-toasts').remove()`)
    await page.locator('notification-bell button').first().click()
    await page.locator('[part=row]').first().waitFor()
    await page.locator('[part=search-toggle]').waitFor()
    await page.evaluate('document.fonts.ready')
    await page.screenshot({ path: `docs/images/bell-${scheme}.png`, animations: 'disabled' })
  } finally {
    await browser.close()
  }
}
