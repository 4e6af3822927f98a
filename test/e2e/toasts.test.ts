import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { becomeMember } from '../support/demo-page.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'
import { launchRealTabs } from '../support/real-tabs.js'

const root = `document.querySelector('gamification-toasts').shadowRoot`
const cards = `[...(${root}.querySelectorAll('[part~=toast]:not([inert])'))]`
const kinds = `${cards}.map(({ classList }) => classList[1]).sort().join()`
const text = (part: string) => `${root}.querySelector('[part=${part}]')?.textContent.trim()`

let server: DemoServer

beforeAll(async () => {
  server = await startDemoServer()
})
afterAll(() => server.stop())

const isLive = `deep('[part~="status"]')?.textContent.trim() === 'Live'`

/** Each engine has a member of its own, whose list begins empty. */
const members = ['student-2', 'teacher-1', 'admin-1']

/** Opens the demo, and the panel once, because that says when the page is live. */
async function openDemo(page: Page, member: string): Promise<void> {
  await page.goto(`${server.url}/`)
  await page.waitFor(`customElements.get('gamification-toasts') !== undefined`)
  await becomeMember(page, member)
  await page.click('button[part~="button"]')
  await page.waitFor(isLive)
  await page.press('Escape')
}

const press = (page: Page, label: string) =>
  page.evaluate(
    `[...document.querySelectorAll('#events button')].find(({ textContent }) => textContent === ${JSON.stringify(label)}).click()`,
  )

describe.each(engines)('the simulator’s celebrations in %s', (name) => {
  const member = members[engines.indexOf(name)] ?? 'student-2'
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launch(name)
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } })
  })
  afterAll(() => browser.close())
  beforeEach(() => openDemo(page, member))

  it.each([
    ['Points', 'points'],
    ['Boost', 'boost'],
    ['Streak', 'streak'],
    ['Achievement', 'achievement'],
    ['365 days', 'streak'],
  ])('%s makes a toast', async (label, kind) => {
    await press(page, label)
    await page.waitFor(`${kinds} === '${kind}'`)
  })

  it('keep quiet during an exam, and are summed up after it', async () => {
    // What this tab took upon itself to show: it waits for the end of the exam.
    const claimed = `Object.entries(localStorage)
      .filter(([name]) => name.endsWith(':shown'))
      .reduce((sum, [, keys]) => sum + JSON.parse(keys).length, 0)`
    const before = await page.evaluate<number>(claimed)
    await page.evaluate(`document.querySelector('#focus').click()`)
    await press(page, 'Stack')
    await page.waitFor(`${claimed} === ${before + 3}`)
    expect(await page.evaluate(kinds)).toBe('')
    await page.evaluate(`document.querySelector('#focus').click()`)
    await page.waitFor(`${kinds} === 'digest'`)
  })

  it('merge points, stack achievements, and sum up what is too much', async () => {
    await press(page, 'Merge')
    await page.waitFor(`${text('amount')} === '+45'`)
    await openDemo(page, member)
    await press(page, 'Stack')
    await page.waitFor(`${text('title')} === '3 achievements'`)
    await openDemo(page, member)
    await press(page, 'Digest')
    await page.waitFor(`${kinds}.includes('digest')`)
    await openDemo(page, member)
    await press(page, 'Burst of 50')
    await page.waitFor(`${kinds}.includes('digest')`)
  })

  it('can be walked through with the keyboard alone', async () => {
    await page.evaluate(`document.querySelector('#focus').focus()`)
    await press(page, 'Boost')
    await page.waitFor(`${kinds} === 'boost'`)
    expect(await page.evaluate(`document.activeElement.id`)).toBe('focus')
    await page.press('F6')
    await page.waitFor(`${root}.activeElement?.part.contains('toast') === true`)
    await page.press('Tab')
    await page.waitFor(`${root}.activeElement?.part.contains('title') === true`)
    await page.press('Tab')
    await page.waitFor(`${root}.activeElement?.part.contains('close') === true`)
    await page.press('Enter')
    await page.waitFor(`${kinds} === '' && document.activeElement.id === 'focus'`)
    await press(page, 'Achievement')
    await page.waitFor(`${kinds} === 'achievement'`)
    await page.press('F6')
    await page.press('Tab')
    await page.press('Enter')
    await page.waitFor(`location.pathname === '/gamification'`)
  })

  it('logged no error, and nothing that the page’s policy forbids', async () => {
    expect(await page.errors()).toEqual([])
  })
})

describe.each(engines.filter((name) => name === 'chromium'))('four tabs in %s', () => {
  it('celebrate each once', async () => {
    const browser = await launchRealTabs()
    try {
      const profile = await browser.newProfile()
      const memberId = 'student-1'
      // The badge says when a tab knows its inbox.
      await server.postEvent('course.enrolled', { memberId, courseId: 'c', courseTitle: 'C' })
      const tabs = [
        await profile.openWindow(`${server.url}/`),
        await profile.openWindow(`${server.url}/`),
        await profile.openTab(`${server.url}/`),
        await profile.openTab(`${server.url}/`),
      ]
      for (const tab of tabs) {
        await tab.waitFor(`customElements.get('gamification-toasts') !== undefined`)
        await tab.evaluate(`(() => {
          window.shown = []
          const toasts = document.querySelector('gamification-toasts')
          toasts.addEventListener('toast-show', ({ toast }) => shown.push(toast.notifications[0].type))
          toasts.maxVisible = 9
        })()`)
        await tab.waitFor(
          `document.querySelector('notification-bell').shadowRoot.querySelector('[part=badge]') !== null`,
        )
      }
      await server.postEvent('streak.updated', { memberId, days: 30 })
      await server.postEvent('points.earned', { memberId, amount: 5, reason: 'Quiz' })
      await server.postEvent('boost.earned', {
        memberId,
        boostId: 'b',
        multiplier: 2,
        reason: 'study',
      })
      const shown = async () =>
        (await Promise.all(tabs.map((tab) => tab.evaluate<string[]>('window.shown')))).flat().sort()
      await expect
        .poll(shown, { timeout: 30_000 })
        .toEqual(['boost.earned', 'points.earned', 'streak.milestone'])
      // What any tab showed twice would be there before this one.
      await server.postEvent('achievement.unlocked', {
        memberId,
        achievementId: 'a',
        achievementName: 'Early bird',
      })
      await expect
        .poll(shown, { timeout: 30_000 })
        .toEqual(['achievement.unlocked', 'boost.earned', 'points.earned', 'streak.milestone'])
      await profile.close()
    } finally {
      await browser.close()
    }
  })
})
