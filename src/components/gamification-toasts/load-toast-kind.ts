import type { CSSResult, SVGTemplateResult, TemplateResult } from 'lit'
import { lazy, type Lazy } from '../../client/lazy.js'
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

// One file per kind: most toasts are points, which need none.
const renderers: Readonly<Partial<Record<ToastKind, Lazy<ToastKindRenderer>>>> = {
  boost: lazy(
    () => import('./kinds/boost.js'),
    ({ boost }) => boost,
  ),
  streak: lazy(
    () => import('./kinds/streak.js'),
    ({ streak }) => streak,
  ),
  achievement: lazy(
    () => import('./kinds/achievement.js'),
    ({ achievement }) => achievement,
  ),
  digest: lazy(
    () => import('./kinds/digest.js'),
    ({ digest }) => digest,
  ),
}
const customCard = lazy(
  () => import('./custom-card.js'),
  (code) => code,
)
const ownIcon = lazy(
  () => import('./own-icon.js'),
  ({ icon }) => icon,
)

/** Whether the page draws the inside of some toasts itself. */
const hasCustom = (host: ToastHost): boolean =>
  Boolean(host.renderToast ?? host.querySelector('template[data-type]'))

/**
 * Returns the parts that a toast needs: at once if all are loaded, else when they are. A part that
 * cannot be loaded, because the device is offline, is left out; the next toast loads it again.
 */
export function toastKindsOf(host: ToastHost, toast: Toast): ToastKinds | Promise<ToastKinds> {
  const renderer = renderers[toast.kind]
  const custom = hasCustom(host) ? customCard : undefined
  const icon = toast.kind === 'points' && newest(toast).icon ? ownIcon : undefined
  const missing = [renderer, custom, icon].flatMap((part) =>
    part && !part.loaded ? [part.load()] : [],
  )
  const kinds = (): ToastKinds => ({
    renderer: renderer?.loaded,
    custom: custom?.loaded,
    icon: icon?.loaded,
  })
  return missing.length > 0 ? Promise.all<unknown>(missing).then(kinds) : kinds()
}

/** Loads the renderers of all kinds. Resolves to those that could be loaded. */
export async function loadAllKinds(host: ToastHost): Promise<ToastKinds[]> {
  const custom = hasCustom(host) ? await customCard.load() : undefined
  const loaded = await Promise.all(Object.values(renderers).map((kind) => kind.load()))
  return [{ custom }, ...loaded.map((renderer) => ({ renderer }))]
}
