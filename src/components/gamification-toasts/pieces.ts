import type { CSSResult, SVGTemplateResult, TemplateResult } from 'lit'
import type * as CustomCard from './custom-card.js'
import type { GamificationToasts } from './gamification-toasts.js'
import type { CardContext, CardWords } from './toast-card.js'
import { newest, type Toast, type ToastKind } from './toast.js'

/** What a toast performs with, besides what it says. */
export interface Stage {
  readonly nowMs: number
  readonly hasConfetti: boolean
  /** Draws it again, a little later. */
  readonly redraw: () => void
  /** Ends when the toast leaves. */
  readonly signal: AbortSignal
}

/** What makes a kind of toast more than a pill. */
export interface Showpiece {
  readonly styles: CSSResult
  render(toast: Toast, context: CardContext): TemplateResult
  /** What it does on the screen: once when it comes, and when something has joined it. */
  perform(item: HTMLElement, toast: Toast, stage: Stage): void
  /** What a screen reader says of several at once; `undefined` of one. */
  spoken?(toast: Toast, words: CardWords): string | undefined
}

/** What a toast is drawn with, besides what every one is. */
export interface Pieces {
  readonly showpiece?: Showpiece | undefined
  readonly custom?: typeof CustomCard | undefined
  readonly icon?: ((name: string) => SVGTemplateResult) | undefined
}

// Each kind in a file of its own, loaded with the first of them: most toasts are points.
const showpieces: Readonly<Partial<Record<ToastKind, () => Promise<Showpiece>>>> = {
  boost: () => import('./boost.js').then(({ boost }) => boost),
  streak: () => import('./streak.js').then(({ streak }) => streak),
  achievement: () => import('./achievement.js').then(({ achievement }) => achievement),
  digest: () => import('./digest.js').then(({ digest }) => digest),
}

const cutOff = (): undefined => {
  // The page is cut off. The toast does without, and the next one asks again.
}

/** Loads what a toast is drawn with. */
export async function loadPieces(host: GamificationToasts, toast: Toast): Promise<Pieces> {
  const isCustom = host.renderToast ?? host.querySelector('template[data-type]')
  const hasIcon = toast.kind === 'points' && newest(toast).icon
  const [showpiece, custom, icons] = await Promise.all([
    showpieces[toast.kind]?.().catch(cutOff),
    isCustom && import('./custom-card.js').catch(cutOff),
    hasIcon && import('./own-icon.js').catch(cutOff),
  ])
  return { showpiece, custom: custom || undefined, icon: icons ? icons.icon : undefined }
}
