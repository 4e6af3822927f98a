import { noChange } from 'lit'
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js'

/** The attributes and custom properties that the controls of a story have set, by name. */
export type Chosen = Readonly<Record<string, unknown>>

/** Sets the attributes and custom properties that the controls of a story have chosen. */
class Controlled extends Directive {
  #given: readonly string[] = []

  constructor(part: PartInfo) {
    super(part)
    if (part.type !== PartType.ELEMENT) throw new Error('controlled() must be placed inside a tag')
  }

  override render(_chosen: Chosen): unknown {
    return noChange
  }

  override update({ element }: ElementPart, [chosen]: [Chosen]): unknown {
    // Storybook adds a function for each event.
    const wanted = Object.entries(chosen).filter(([, value]) => typeof value !== 'function')
    for (const name of this.#given) if (!Object.hasOwn(chosen, name)) give(element, name, undefined)
    for (const [name, value] of wanted) give(element, name, value)
    this.#given = wanted.map(([name]) => name)
    return noChange
  }
}

/**
 * Applies the controls of a story to an element, inside its tag: `<notification-bell
 * ${controlled(args)}>`.
 */
export const controlled = directive(Controlled)

function give(element: Element, name: string, value: unknown): void {
  const isText = typeof value === 'string' || typeof value === 'number'
  const isAbsent = !isText && value !== true
  const text = isText ? String(value) : ''
  if (name.startsWith('--')) (element as HTMLElement).style.setProperty(name, isAbsent ? '' : text)
  else if (isAbsent) element.removeAttribute(name)
  else element.setAttribute(name, text)
}
