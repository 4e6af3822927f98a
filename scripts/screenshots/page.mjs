// Takes a screenshot of any page in Chromium:
// node scripts/screenshots/page.mjs <url> <out.png> [--dark] [--width 390] [--height 800] [--scale 2]
//   [--click <css>]… [--run <javascript>] [--wait <css>]
import '../check-node.cjs'
import { parseArgs } from 'node:util'
import { launchChromium } from './lib/launch-chromium.mjs'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    dark: { type: 'boolean', default: false },
    width: { type: 'string', default: '1280' },
    height: { type: 'string', default: '800' },
    scale: { type: 'string', default: '1' },
    click: { type: 'string', multiple: true, default: [] },
    run: { type: 'string' },
    wait: { type: 'string' },
  },
})
const [url, path] = positionals
if (!url || !path) throw new Error('usage: node scripts/screenshots/page.mjs <url> <out.png>')

const browser = await launchChromium()
try {
  const page = await browser.newPage({
    viewport: { width: Number(values.width), height: Number(values.height) },
    deviceScaleFactor: Number(values.scale),
    colorScheme: values.dark ? 'dark' : 'light',
  })
  page.on('console', (message) => console.log(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => console.log(`uncaught: ${String(error)}`))
  await page.goto(url)
  if (values.run) await page.evaluate(values.run)
  for (const css of values.click) await page.locator(css).first().click()
  if (values.wait) await page.locator(values.wait).first().waitFor()
  // After two frames the effect of a click is drawn. The screenshot shows the end of animations.
  await page.evaluate(
    'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
  )
  await page.screenshot({ path, animations: 'disabled' })
} finally {
  await browser.close()
}
