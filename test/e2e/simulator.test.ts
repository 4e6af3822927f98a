import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'

/** The buttons of the simulator, with the title that each adds on top of the list. */
const presses: readonly (readonly [label: string, title: string])[] = [
  ['New lesson', 'New lesson available'],
  ['Exam result', 'Practice exam result'],
  ['Certificate', 'Your certificate is ready'],
  ['Enrolment', 'Welcome to \u2068Biology 101\u2069'],
  ['Live class', '\u2068Constructions with compass and ruler\u2069 is live now'],
  ['Comment', '\u2068Grace Okafor\u2069 commented on \u2068Angles and parallels\u2069'],
  ['Reply', '\u2068Grace Okafor\u2069 replied to you'],
  ['Message', '\u2068Grace Okafor\u2069 in #\u2068study-group\u2069'],
  ['Document', 'New document to '],
  ['Boost', 'Boost earned'],
  ['Streak', '30-day streak!'],
  ['Achievement', 'Achievement unlocked'],
  ['Points', '+15 points'],
  ['Weekly goal', 'Weekly goal reached'],
  ['Streak lost', 'Your 12-day streak ended'],
  ['Ranking', 'Third place this week'],
  ['Unknown type', 'Rain in the afternoon'],
]
const silent = [
  ...['New member', 'New address', 'Member leaves', 'Leave Biology 101', 'Leave #study-group'],
  ...['Password reset', 'Attendance report'],
]

const root = `document.querySelector('notification-bell').shadowRoot`
const badge = `Number(${root}.querySelector('[part=badge]')?.textContent ?? 0)`
const unreadRows = `${root}.querySelectorAll('[part=unread-mark]').length`
const topTitle = `${root}.querySelector('[part=title]')?.textContent`
const log = `document.querySelector('#log').textContent`
const isLive = `deep('[part~="status"]')?.textContent.trim() === 'Live'`

let server: DemoServer

beforeAll(async () => {
  server = await startDemoServer()
})
afterAll(() => server.stop())

describe.each(engines.filter((name) => name === 'chromium'))('the simulator in %s', (name) => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launch(name)
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } })
    await page.goto(`${server.url}/`)
    await page.click('[part~="button"]')
    await page.waitFor(isLive)
  })
  afterAll(() => browser.close())

  // By script: the open panel may lie over the button, and a real click outside would close it.
  const press = (label: string) =>
    page.evaluate(
      `[...document.querySelectorAll('#events button')].findLast(({ textContent }) => textContent === ${JSON.stringify(label)}).click()`,
    )

  it.each(presses)('adds for %s the notification "%s" on top', async (label, title) => {
    const before = await page.evaluate<number>(badge)
    await press(label)
    await page.waitFor(`${topTitle}?.startsWith(${JSON.stringify(title)}) === true`)
    await page.waitFor(`${badge} === ${before + 1} && ${unreadRows} === ${before + 1}`)
  })

  it.each(silent)('adds no notification for %s', async (label) => {
    const before = await page.evaluate<number>(badge)
    await press(label)
    await page.waitFor(`${log}.startsWith(${JSON.stringify(`${label}: `)})`)
    expect(await page.evaluate(badge)).toBe(before)
    expect(await page.evaluate(log)).not.toMatch(/: \d{3} /)
  })

  it('turns gamification off and on again on the open page', async () => {
    const before = await page.evaluate<number>(badge)
    const points = `[...${root}.querySelectorAll('[part=title]')].some(({ textContent }) => textContent === '+15 points')`
    await page.evaluate(`document.querySelector('#addon').click()`)
    await page.waitFor(`${points} === false && ${badge} < ${before}`)
    await page.evaluate(`document.querySelector('#addon').click()`)
    await page.waitFor(`${points} === true && ${badge} === ${before}`)
  })

  it('does not change the page of another member', async () => {
    await page.press('Escape')
    await page.evaluate(`(() => {
      const select = document.querySelector('#member')
      select.value = 'admin-1'
      select.dispatchEvent(new Event('change'))
    })()`)
    await page.waitFor(`${badge} === 0`)
  })

  it('logs no error during these tests', async () => {
    expect(await page.errors()).toEqual([])
  })
})
