import { expect, userEvent, waitFor } from 'storybook/test'
import type { LitElement } from 'lit'
import type { NotificationBell } from '../../src/components/notification-bell/notification-bell.js'
import { atRest } from './stand-still.js'

/** An element of a story, and the content of its shadow root. */
export class ElementPage<E extends LitElement = LitElement> {
  readonly element: E

  constructor(canvas: HTMLElement, tag: string) {
    const element = canvas.querySelector<E>(tag)
    if (!element) throw new Error(`there is no ${tag} in this story`)
    this.element = element
  }

  /** Returns the elements inside that match a selector now. */
  all(css: string): HTMLElement[] {
    return [...(this.element.shadowRoot?.querySelectorAll<HTMLElement>(css) ?? [])]
  }

  /** Waits for an element inside that matches a selector. */
  async find(css: string): Promise<HTMLElement> {
    await waitFor(() => expect(this.all(css), css).not.toEqual([]))
    return this.all(css)[0] as HTMLElement
  }

  /** Waits for an element inside that matches a selector, and clicks it. */
  async press(css: string): Promise<void> {
    await userEvent.click(await this.find(css))
    await atRest(this.element)
  }
}

/** A bell of a story, and the content of its shadow root. */
export class BellPage extends ElementPage<NotificationBell> {
  constructor(canvas: HTMLElement) {
    super(canvas, 'notification-bell')
  }

  /** Opens the panel, and waits until it shows an element that matches `css`. */
  async open(css: string): Promise<void> {
    await this.press('[part=button]')
    await this.find(`.panel:popover-open ${css}`)
    await atRest(this.element)
  }
}
