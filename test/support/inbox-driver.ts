import { fixture, html } from '@open-wc/testing'
import type { NotificationInbox } from '../../src/components/notification-inbox/notification-inbox.js'
import '../../src/define.js'
import { eventually } from './eventually.js'
import { painted } from './painted.js'
import { PanelDriver } from './panel-driver.js'
import { endpoint } from './test-server.js'

/** Drives a `<notification-inbox>` as a member uses it. */
export class InboxDriver extends PanelDriver<NotificationInbox> {
  /**
   * Puts an inbox on the page, and waits until its list can be used.
   *
   * @param around Gives the inbox its surroundings on the page.
   */
  static async show(around: (inbox: unknown) => unknown = (inbox) => inbox): Promise<InboxDriver> {
    const page = await fixture(
      html`<div>
        ${around(html`<notification-inbox endpoint=${endpoint}></notification-inbox>`)}
      </div>`,
    )
    const driver = new InboxDriver(page.querySelector('notification-inbox') as NotificationInbox)
    await eventually(() => driver.find('[part=list], .notice') !== null)
    await eventually(() => driver.isInteractive)
    await painted()
    return driver
  }
}
