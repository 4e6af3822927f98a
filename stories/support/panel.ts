import { expect, userEvent, waitFor } from 'storybook/test'
import type { LitElement } from 'lit'
import type { NotificationBell } from '../../src/components/notification-bell/notification-bell.js'
import { atRest } from './stand-still.js'

/** An element of a story, and what stands in it. */
export class ElementPage<E extends LitElement = LitElement> {
  readonly element: E

  constructor(canvas: HTMLElement, tag: string) {
    const element = canvas.querySelector<E>(tag)
    if (!element) throw new Error(`there is no ${tag} in this story`)
    this.element = element
  }

  /** What is there now. */
  all(css: string): HTMLElement[] {
    return [...(this.element.shadowRoot?.querySelectorAll<HTMLElement>(css) ?? [])]
  }

  /** The first that matches, once it is there. */
  async find(css: string): Promise<HTMLElement> {
    await waitFor(() => expect(this.all(css), css).not.toEqual([]))
    return this.all(css)[0] as HTMLElement
  }

  /** Presses what matches, once it is there. */
  async press(css: string): Promise<void> {
    await userEvent.click(await this.find(css))
    await atRest(this.element)
  }
}

/** A bell, and what stands in it. */
export class BellPage extends ElementPage<NotificationBell> {
  constructor(canvas: HTMLElement) {
    super(canvas, 'notification-bell')
  }

  /** Opens the panel, and waits until it shows what `css` names. */
  async open(css: string): Promise<void> {
    await this.press('[part=button]')
    await this.find(`.panel:popover-open ${css}`)
    await atRest(this.element)
  }
}
