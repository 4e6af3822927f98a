import { fixture, html } from '@open-wc/testing'
import type { TemplateResult } from 'lit'
import type { NotificationBell } from '../../src/components/notification-bell/notification-bell.js'
import '../../src/define.js'
import { eventually } from './eventually.js'
import { painted } from './painted.js'
import { PanelDriver } from './panel-driver.js'
import { endpoint, server } from './test-server.js'

/** The bell that {@link BellDriver.connect} makes. */
interface ConnectOptions {
  /** The value of its `member` attribute: `ana` by default. */
  readonly member?: string
  /** Attributes without a value that the bell gets, such as `title-count`: none by default. */
  readonly attributes?: readonly string[]
}

/**
 * Drives a `<notification-bell>` as a member uses it.
 *
 * @example
 * const driver = await BellDriver.open()
 * driver.tool(0, 'remove')?.click()
 * await eventually(() => driver.rows.length === 2)
 */
export class BellDriver extends PanelDriver<NotificationBell> {
  /** Renders a template that is a bell or contains one, and waits for nothing. */
  static async render(template: TemplateResult): Promise<BellDriver> {
    const root = await fixture<HTMLElement>(template)
    const bell = root.matches('notification-bell') ? root : root.querySelector('notification-bell')
    return new BellDriver(bell as NotificationBell)
  }

  /** Puts a bell on the page, and waits until it shows the member's state and receives changes. */
  static async connect({
    member = 'ana',
    attributes = [],
  }: ConnectOptions = {}): Promise<BellDriver> {
    const driver = await BellDriver.render(
      html`<notification-bell endpoint=${endpoint} member=${member}></notification-bell>`,
    )
    for (const name of attributes) driver.bell.toggleAttribute(name, true)
    await eventually(() => server.streamCount > 0)
    await driver.bell.updateComplete
    return driver
  }

  /** Connects a bell and opens its panel, and waits until the panel can be used. */
  static async open(): Promise<BellDriver> {
    const driver = await BellDriver.connect()
    driver.button.click()
    await eventually(() => driver.bell.open && driver.part('heading') === driver.focused)
    await eventually(() => driver.find('[part=list], .notice') !== null)
    await eventually(() => driver.isInteractive)
    await painted()
    return driver
  }

  /** The element itself, for its properties, methods and events. */
  get bell(): NotificationBell {
    return this.element
  }

  /** The button that opens the panel. */
  get button(): HTMLButtonElement {
    return this.part('button') as HTMLButtonElement
  }

  /** The text of the badge; `undefined` without a badge. */
  get badge(): string | undefined {
    return this.part('badge')?.textContent.trim()
  }

  /** Whether the panel is shown, which follows `bell.open` with the next update. */
  get isOpen(): boolean {
    return this.panel.matches(':popover-open')
  }
}
