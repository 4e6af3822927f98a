import { fixture, html } from '@open-wc/testing'
import type { TemplateResult } from 'lit'
import type { GamificationToasts } from '../../src/components/gamification-toasts/gamification-toasts.js'
import type { Moment } from '../../src/components/gamification-toasts/toast.js'
import '../../src/define.js'
import { ElementDriver } from './element-driver.js'
import { eventually } from './eventually.js'
import { endpoint, server } from './test-server.js'

/**
 * Drives a `<gamification-toasts>` as a member uses it.
 *
 * @example
 * const driver = await ToastsDriver.showing(moments.boost)
 * driver.part('close')?.click()
 * await eventually(() => driver.cards.length === 0)
 */
export class ToastsDriver extends ElementDriver<GamificationToasts> {
  /** Renders a template of toasts, and waits for nothing. */
  static async render(template: TemplateResult): Promise<ToastsDriver> {
    return new ToastsDriver(await fixture<GamificationToasts>(template))
  }

  /** Puts toasts without an inbox on the page. They celebrate only what a test tells them to. */
  static withoutInbox(): Promise<ToastsDriver> {
    return ToastsDriver.render(html`<gamification-toasts duration="keep"></gamification-toasts>`)
  }

  /** Puts toasts without an inbox on the page, and waits until they show a celebration. */
  static async showing(moment: Moment): Promise<ToastsDriver> {
    const driver = await ToastsDriver.withoutInbox()
    driver.toasts.celebrate(moment)
    await eventually(() => driver.cards.length === 1)
    return driver
  }

  /** Puts toasts on the page, and waits until their inbox receives changes from the test's server. */
  static async connect(): Promise<ToastsDriver> {
    const driver = await ToastsDriver.render(
      html`<gamification-toasts endpoint=${endpoint} duration="keep"></gamification-toasts>`,
    )
    await eventually(() => server.streamCount > 0)
    return driver
  }

  /** The element itself, for its properties, methods and events. */
  get toasts(): GamificationToasts {
    return this.element
  }

  /** The box that holds all toasts; `null` before the first celebration. */
  get region(): HTMLElement | null {
    return this.find('.region')
  }

  /** The toasts that are shown, without those that are leaving. */
  get cards(): HTMLElement[] {
    return this.findAll('[part~=toast]:not([inert])')
  }
}
