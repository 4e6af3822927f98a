import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines, launch, type Browser, type Page } from '../support/browsers.js'
import { startDemoServer, type DemoServer } from '../support/demo-server.js'
import { startBlockingProxy, type BlockingProxy } from '../simulation/network/blocking-proxy.js'
import { registerMember, type RingingMember } from '../support/ringing-member.js'

// A quiz page navigates at its end: the achievement arrives just before, or while the next page loads.

/** A host's page that counts, in what outlives it, how often it celebrated each notification. */
const quizPage = `<!doctype html>
<html lang="en">
  <title>Quiz</title>
  <notification-bell></notification-bell>
  <gamification-toasts duration="keep"></gamification-toasts>
  <script type="module">
    import '/belfry/belfry.js'
    const member = new URLSearchParams(location.search).get('member')
    const toasts = document.querySelector('gamification-toasts')
    toasts.addEventListener('toast-show', ({ toast }) => {
      // A toast that stood for less than a second is given back, and celebrated again.
      const seen = setTimeout(() => {
        const key = 'seen:' + toast.notifications[0].message
        localStorage.setItem(key, Number(localStorage.getItem(key) ?? 0) + 1)
      }, 1_100)
      addEventListener('pagehide', () => clearTimeout(seen))
    })
    for (const element of [document.querySelector('notification-bell'), toasts]) {
      element.getToken = async () =>
        (await (await fetch('/demo/token?member=' + member)).json()).token
      element.endpoint = '/'
    }
  </script>
</html>`

let server: DemoServer
let proxy: BlockingProxy

beforeAll(async () => {
  server = await startDemoServer()
  proxy = await startBlockingProxy(server.url, { '/quiz': quizPage, '/result': quizPage })
})
afterAll(async () => {
  await proxy.close()
  await server.stop()
})

const isLive = `document.querySelector('gamification-toasts')?.inbox?.$status.get() === 'live'`
const cardCount = `document.querySelector('gamification-toasts').shadowRoot
  .querySelectorAll('[part~=toast]:not([inert])').length`
const seen = (name: string) =>
  `Object.entries(localStorage).filter(([key]) => key.includes(${JSON.stringify(name)}) && key.startsWith('seen:'))
    .reduce((sum, [, count]) => sum + Number(count), 0)`

describe.each(engines)('a celebration around a navigation in %s', (name) => {
  let browser: Browser
  let page: Page
  let member: RingingMember

  beforeAll(async () => {
    browser = await launch(name)
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    member = await registerMember(server)
    await page.goto(`${proxy.url}/quiz?member=${member.id}`)
    await page.waitFor(isLive)
  })

  const unlock = (achievementName: string) =>
    server.postEvent('achievement.unlocked', {
      memberId: member.id,
      achievementId: achievementName,
      achievementName,
    })
  const pause = (ms: number) => page.evaluate(`new Promise((done) => setTimeout(done, ${ms}))`)

  it.each([0, 30, 60, 150, 400])(
    'that is %i ms old is shown on the next page, and not on the one after it',
    async (delayMs) => {
      const early = `Early bird ${delayMs}`
      await unlock(early)
      await pause(delayMs)
      await page.goto(`${proxy.url}/result?member=${member.id}`)
      await page.waitFor(`${isLive} && ${cardCount} === 1 && ${seen(early)} === 1`)
      for (let load = 0; load < 2; load += 1) {
        await page.goto(`${proxy.url}/result?member=${member.id}&load=${load}`)
        await page.waitFor(isLive)
        const later = `Night owl ${delayMs}-${load}`
        await unlock(later)
        await page.waitFor(`${seen(later)} === 1`)
      }
      expect(await page.evaluate(seen(early))).toBe(1)
    },
  )

  it('is shown in one of two tabs that open at the same time', async () => {
    await unlock('Two tabs')
    await page.goto(`${proxy.url}/certificates`)
    const other = name === 'webkit' ? undefined : await page.openTab()
    const tabs = [page, ...(other ? [other] : [])]
    await Promise.all(tabs.map((tab) => tab.goto(`${proxy.url}/result?member=${member.id}`)))
    for (const tab of tabs) await tab.waitFor(isLive)
    await page.waitFor(`${seen('Two tabs')} === 1`)
    // An achievement would join the toast that stands there.
    const boost = { memberId: member.id, boostId: 'last', multiplier: 2, reason: 'the last' }
    await server.postEvent('boost.earned', boost)
    await page.waitFor(`${seen('the last')} === 1`)
    expect(await page.evaluate(seen('Two tabs'))).toBe(1)
    await other?.close()
  })
})
