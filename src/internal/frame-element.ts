import { LitElement, type PropertyDeclaration } from 'lit'
import { nextFrame } from './frames.js'

/**
 * An element that renders at most once a frame, however often the data that it follows change. It
 * renders for the first time without a wait, and also when one of its properties was changed.
 */
export class FrameElement extends LitElement {
  #isUrgent = false
  #endWait: (() => void) | undefined

  override requestUpdate(
    name?: PropertyKey,
    before?: unknown,
    options?: PropertyDeclaration,
  ): void {
    super.requestUpdate(name, before, options)
    // Lit itself calls this before the fields of this class exist, without a name.
    if (name === undefined || Reflect.get(this, name) === before) return
    this.#isUrgent = true
    this.#endWait?.()
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated && !this.#isUrgent)
      await new Promise<void>((resolve) => {
        this.#endWait = resolve
        void nextFrame().then(resolve)
      })
    this.#isUrgent = false
    return super.scheduleUpdate() as void
  }
}
