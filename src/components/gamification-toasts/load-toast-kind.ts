import type { CSSResult, SVGTemplateResult, TemplateResult } from 'lit'
import type * as CustomCard from './custom-card.js'
import type { ToastHost } from './toast-host.js'
import type { CardContext, CardWords } from './toast-card.js'
import { newest, type Toast, type ToastKind } from './toast.js'

/** Gives a kind's renderer access to its surroundings while the toast is shown. */
export interface ToastStage {
  readonly nowMs: number
  readonly hasConfetti: boolean
  /** Renders the toast again, a little later. */
  readonly redraw: () => void
  /** Aborted when the toast leaves. */
  readonly signal: AbortSignal
}

/** Renders one kind of toast: boost, streak, achievement or digest. Points need none. */
export interface ToastKindRenderer {
  readonly styles: CSSResult
  render(toast: Toast, context: CardContext): TemplateResult
  /** Starts the kind's animation: when the toast enters, and when another notification joins it. */
  perform(item: HTMLElement, toast: Toast, stage: ToastStage): void
  /**
   * The text for screen readers when the toast holds several notifications; `undefined` for one.
   */
  spoken?(toast: Toast, words: CardWords): string | undefined
}

/** The parts that a toast needs beyond the common card, as far as they could be loaded. */
export interface ToastKinds {
  readonly renderer?: ToastKindRenderer | undefined
  readonly custom?: typeof CustomCard | undefined
  readonly icon?: ((name: string) => SVGTemplateResult) | undefined
}

// One file per kind, loaded with the first toast of that kind: most toasts are points.
const renderers: Readonly<Partial<Record<ToastKind, () => Promise<ToastKindRenderer>>>> = {
  boost: () => import('./kinds/boost.js').then(({ boost }) => boost),
  streak: () => import('./kinds/streak.js').then(({ streak }) => streak),
  achievement: () => import('./kinds/achievement.js').then(({ achievement }) => achievement),
  digest: () => import('./kinds/digest.js').then(({ digest }) => digest),
}

const cutOff = (): undefined => {
  // The device is offline. The toast is shown without this part, and the next toast loads it again.
}

/** Loads the parts that a toast needs. A part that cannot be loaded is left out. */
export async function loadToastKinds(host: ToastHost, toast: Toast): Promise<ToastKinds> {
  const isCustom = host.renderToast ?? host.querySelector('template[data-type]')
  const hasIcon = toast.kind === 'points' && newest(toast).icon
  const [renderer, custom, icons] = await Promise.all([
    renderers[toast.kind]?.().catch(cutOff),
    isCustom && import('./custom-card.js').catch(cutOff),
    hasIcon && import('./own-icon.js').catch(cutOff),
  ])
  return { renderer, custom: custom || undefined, icon: icons ? icons.icon : undefined }
}
