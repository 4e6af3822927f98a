import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { becomeMember } from '../support/demo-page.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'
import { STREAM, startBlockingProxy } from '../simulation/network/blocking-proxy.js'
import { HOST_PAGE, hostPage } from '../support/host-page.js'
import { isLeader, launchRealTabs, type Profile, type RealBrowser } from '../support/real-tabs.js'
import { registerMember } from '../support/ringing-member.js'

const root = `document.querySelector('gamification-toasts').shadowRoot`
const cards = `[...(${root}.querySelectorAll('[part~=toast]:not([inert])'))]`
const kinds = `${cards}.map(({ classList }) => classList[1]).sort().join()`
const text = (part: string) => `${root}.querySelector('[part=${part}]')?.textContent.trim()`

let server: DemoServer

beforeAll(async () => {
  // A stream that is dead is found out after twice this and a little.
  server = await startDemoServer({ BELFRY_HEARTBEAT_MS: '2000' })
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

  it('are silent during an exam, and are summed up after it', async () => {
    // The celebrations that this tab claimed wait for the end of the exam.
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

  it('can be used with the keyboard alone', async () => {
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

  // Last but one: what of a burst is still to come, the next page would celebrate.
  it('merge points, stack achievements, and sum up the rest', async () => {
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

  it('log no error and no violation of the page’s security policy', async () => {
    expect(await page.errors()).toEqual([])
  })
})

describe.each(engines.filter((name) => name === 'chromium'))('four tabs in %s', () => {
  let browser: RealBrowser
  let profile: Profile

  beforeAll(async () => {
    browser = await launchRealTabs()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    profile = await browser.newProfile()
  })
  afterEach(() => profile.close())

  /** Two that are seen, each in a window, and one behind each of two more. */
  const openFour = async (url: string) => [
    await profile.openWindow(url),
    await profile.openWindow(url),
    await profile.openTab(url),
    await profile.openTab(url),
  ]

  it('show each celebration once', async () => {
    const memberId = 'student-1'
    // The badge says when a tab knows its inbox.
    await server.postEvent('course.enrolled', { memberId, courseId: 'c', courseTitle: 'C' })
    const tabs = await openFour(`${server.url}/`)
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
    await expect.poll(shown).toEqual(['boost.earned', 'points.earned', 'streak.milestone'])
    // What any tab showed twice would be there before this one.
    await server.postEvent('achievement.unlocked', {
      memberId,
      achievementId: 'a',
      achievementName: 'Early bird',
    })
    await expect
      .poll(shown)
      .toEqual(['achievement.unlocked', 'boost.earned', 'points.earned', 'streak.milestone'])
  })

  it('show each celebration once while the leader changes, the stream breaks and the server restarts', async () => {
    const proxy = await startBlockingProxy(server.url, { [HOST_PAGE]: hostPage })
    try {
      const { id: memberId, isBellRight } = await registerMember(server)
      const tabs = await openFour(`${proxy.url}${HOST_PAGE}?member=${memberId}`)
      for (const [index, tab] of tabs.entries()) {
        await tab.waitFor(`customElements.get('gamification-toasts') !== undefined`)
        // The shown toasts of a tab are recorded outside the tab.
        await tab.evaluate(`(() => {
          const toasts = document.createElement('gamification-toasts')
          Object.assign(toasts, { member: '${memberId}', endpoint: '/', maxVisible: 99 })
          toasts.addEventListener('toast-show', ({ toast: { notifications } }) => {
            const shown = notifications.map(({ message }) => message).join()
            localStorage['celebrated:${index}'] = [localStorage['celebrated:${index}'] ?? [], shown].flat().join()
          })
          document.body.append(toasts)
        })()`)
        await tab.waitFor(isBellRight(0))
        await tab.waitFor(`document.querySelector('gamification-toasts').inbox.$isReady.get()`)
      }

      let sent = 0
      const earn = async (count: number) => {
        for (let more = 0; more < count; more += 1)
          await server.postEvent('boost.earned', {
            memberId,
            boostId: `boost-${(sent += 1)}`,
            multiplier: 2,
            reason: `round ${sent}`,
          })
      }
      const celebrated = `Object.entries(localStorage)
        .filter(([name]) => name.startsWith('celebrated:'))
        .flatMap(([, messages]) => messages.split(',').filter(Boolean)).sort().join()`
      const eachIsCelebratedOnce = async () => {
        const all = Array.from(
          { length: sent },
          (_, index) => `2× points for \u2068round ${index + 1}\u2069`,
        )
        await expect
          .poll(() => tabs[0]!.evaluate(celebrated), { timeout: 60_000 })
          .toBe(all.sort().join())
      }
      // Two of the tabs can be seen: which one is first is chance.
      for (let round = 0; round < 8; round += 1) {
        await earn(3)
        await eachIsCelebratedOnce()
      }
      const leads = await Promise.all(tabs.map((tab) => tab.evaluate<boolean>(isLeader)))
      const [leader] = tabs.splice(leads.indexOf(true), 1)
      // The claims of a closed tab are lost with it, so this tab must claim nothing more.
      await leader!.evaluate(`document.querySelector('gamification-toasts').gamification = 'off'`)
      await Promise.all([leader!.close(), earn(5)])
      await eachIsCelebratedOnce()

      proxy.mute(STREAM)
      await earn(3)
      proxy.mute()
      await earn(2)
      await eachIsCelebratedOnce()

      // In order: a crash of the embedded store begins a new history, and what came in it is no news.
      await server.restart()
      await earn(5)
      await eachIsCelebratedOnce()
      // What any tab showed twice would be there before this one.
      await earn(1)
      await eachIsCelebratedOnce()
    } finally {
      await proxy.close()
    }
  }, 180_000)
})
