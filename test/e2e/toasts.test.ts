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
  // The library takes a stream for dead after 2.2 silent heartbeats.
  server = await startDemoServer({ BELFRY_HEARTBEAT_MS: '2000' })
})
afterAll(() => server.stop())

const isLive = `deep('[part~="status"]')?.textContent.trim() === 'Live'`

/** One member for each engine, each with an empty inbox at the start. */
const members = ['student-2', 'teacher-1', 'admin-1']

/** Opens the demo, and its panel for a moment, because only the panel shows that the page is live. */
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

describe.each(engines)('a celebration of the demo in %s', (name) => {
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
  ])('is shown as a toast after a click on "%s"', async (label, kind) => {
    await press(page, label)
    await page.waitFor(`${kinds} === '${kind}'`)
  })

  it('waits for the end of an exam, and is then shown in a digest', async () => {
    // The count of the celebrations that this browser's tabs have claimed, shown or not.
    const claimed = `Object.entries(localStorage)
      .filter(([name]) => name.endsWith(':shown'))
      .reduce((sum, [, keys]) => sum + JSON.parse(keys).length, 0)`
    const before = await page.evaluate<number>(claimed)
    await page.evaluate(`document.querySelector('#focus').click()`)
    await press(page, 'Stack')
    // A toast of the previous test that was shown for less than a second is claimed again, so there can be
    // more than three.
    await page.waitFor(`${claimed} >= ${before + 3}`)
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

  // Late in its file, because a page that is opened after it would celebrate the rest of the burst.
  it('joins others: points are added up, achievements are counted, and a burst becomes a digest', async () => {
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

  it('causes no error and no violation of the page’s security policy', async () => {
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

  /** Opens two visible tabs, each in a window of its own, then two more tabs. */
  const openFour = async (url: string) => [
    await profile.openWindow(url),
    await profile.openWindow(url),
    await profile.openTab(url),
    await profile.openTab(url),
  ]

  it('show each celebration once', async () => {
    const memberId = 'student-1'
    // The badge is the sign that a tab has loaded its inbox.
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
    // A second toast for one of the first three would be recorded before the toast for this one.
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
        // The record is in localStorage, so that it outlives the tab.
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
      const expectEachCelebratedOnce = async () => {
        const all = Array.from(
          { length: sent },
          (_, index) => `2× points for \u2068round ${index + 1}\u2069`,
        )
        await expect
          .poll(() => tabs[0]!.evaluate(celebrated), { timeout: 60_000 })
          .toBe(all.sort().join())
      }
      // Two tabs are visible, and either may claim a celebration first, so one round proves little.
      for (let round = 0; round < 8; round += 1) {
        await earn(3)
        await expectEachCelebratedOnce()
      }
      const leads = await Promise.all(tabs.map((tab) => tab.evaluate<boolean>(isLeader)))
      const [leader] = tabs.splice(leads.indexOf(true), 1)
      // A tab that closes loses the celebrations it has claimed but not shown, so the leader claims none.
      await leader!.evaluate(`document.querySelector('gamification-toasts').gamification = 'off'`)
      await Promise.all([leader!.close(), earn(5)])
      await expectEachCelebratedOnce()

      proxy.mute(STREAM)
      await earn(3)
      proxy.mute()
      await earn(2)
      await expectEachCelebratedOnce()

      // The server stops in order: after a crash the embedded database has a new epoch, and a page that
      // starts again from a snapshot celebrates nothing in it.
      await server.restart()
      await earn(5)
      await expectEachCelebratedOnce()
      // A second toast for an earlier celebration would be recorded before the toast for this one.
      await earn(1)
      await expectEachCelebratedOnce()
    } finally {
      await proxy.close()
    }
  }, 180_000)
})
