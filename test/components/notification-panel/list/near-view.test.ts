import { fixture, html } from '@open-wc/testing'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { NotificationInbox } from '../../../../src/components/notification-inbox/notification-inbox.js'
import { BellDriver } from '../../../support/bell-driver.js'
import { eventually } from '../../../support/eventually.js'
import { InboxDriver } from '../../../support/inbox-driver.js'
import { painted } from '../../../support/painted.js'
import { endpoint, serveEachTest, server } from '../../../support/test-server.js'
import { setViewport } from '../../../support/viewport.js'

serveEachTest()

beforeEach(() => setViewport(900, 700))

/** Makes the browser one of those without `scrollMargin`, until the test ends. */
function hideScrollMargin(): void {
  const { prototype } = IntersectionObserver
  const known = Object.getOwnPropertyDescriptor(prototype, 'scrollMargin')
  if (!known) return
  Reflect.deleteProperty(prototype, 'scrollMargin')
  onTestFinished(() => void Object.defineProperty(prototype, 'scrollMargin', known))
}

/** A distance at which older notifications are loaded, in pixels. */
const NEAR = 300

describe.for([true, false])('with scrollMargin: %s', (hasScrollMargin) => {
  beforeEach(() => {
    if (!hasScrollMargin) hideScrollMargin()
    server.addMany(100)
  })

  it('a list in a bell continues before its end is in sight', async () => {
    const driver = await BellDriver.open()
    expect(driver.rows).toHaveLength(30)
    const body = driver.find('.body') as HTMLElement
    body.scrollTop = body.scrollHeight - body.clientHeight - NEAR
    await eventually(() => driver.rows.length === 60)
  })

  it('an inbox on a page that scrolls does not continue before its end comes near', async () => {
    const driver = await InboxDriver.show()
    await painted()
    expect(driver.rows).toHaveLength(30)
    const page = document.documentElement
    // The test page is in a frame, which clips what browsers without `scrollMargin` look at.
    page.scrollTop = page.scrollHeight - page.clientHeight - (hasScrollMargin ? NEAR : 0)
    await eventually(() => driver.rows.length === 60)
    await painted()
    expect(driver.rows).toHaveLength(60)
  })

  it('an inbox that scrolls inside continues before its end is in sight, and not before it is near', async () => {
    const inbox = await fixture<NotificationInbox>(
      html`<notification-inbox
        scroll="inside"
        endpoint=${endpoint}
        style="block-size: 500px"
      ></notification-inbox>`,
    )
    const driver = new InboxDriver(inbox)
    await eventually(() => driver.rows.length === 30 && driver.isInteractive)
    await painted()
    expect(driver.rows).toHaveLength(30)
    const body = driver.find('.body') as HTMLElement
    body.scrollTop = body.scrollHeight - body.clientHeight - NEAR
    await eventually(() => driver.rows.length === 60)
    await painted()
    expect(driver.rows).toHaveLength(60)
  })
})
