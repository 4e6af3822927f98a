import { LitElement } from 'lit'
import { nextFrame } from './frames.js'

/**
 * An element that renders at most once a frame, however often its data change. It renders for the
 * first time without a wait.
 */
export class FrameElement extends LitElement {
  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated) await nextFrame()
    return super.scheduleUpdate() as void
  }
}
