/**
 * Finds what an element shows in its shadow root, by the parts that the element documents.
 *
 * A driver never asserts and never waits by itself: a test says what it expects of what the driver finds.
 */
export class ElementDriver<E extends Element = Element> {
  readonly element: E

  constructor(element: E) {
    this.element = element
  }

  /** The control that has the focus, or `null`. */
  get focused(): HTMLElement | null {
    return (this.element.shadowRoot?.activeElement ?? null) as HTMLElement | null
  }

  /** The first element with the part `name`, or `null`. */
  part(name: string): HTMLElement | null {
    return this.find(partSelector(name))
  }

  /** Every element with the part `name`, in document order. */
  parts(name: string): HTMLElement[] {
    return this.findAll(partSelector(name))
  }

  /** The first element that a selector matches, for elements without a part; `null` without one. */
  find<T extends HTMLElement = HTMLElement>(css: string): T | null {
    return this.element.shadowRoot?.querySelector<T>(css) ?? null
  }

  /** Every element that a selector matches, in document order. */
  findAll(css: string): HTMLElement[] {
    return [...(this.element.shadowRoot?.querySelectorAll<HTMLElement>(css) ?? [])]
  }

  /**
   * Presses a key where the focus is.
   *
   * @returns Whether a listener prevented the default action: whether the element used the key.
   */
  press(key: string, init: KeyboardEventInit = {}): boolean {
    const options = { key, bubbles: true, composed: true, cancelable: true, ...init }
    const event = new KeyboardEvent('keydown', options)
    this.focused?.dispatchEvent(event)
    return event.defaultPrevented
  }
}

const partSelector = (name: string): string => `[part~=${name}]`
