import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { closestAcross } from './closest.js'

const controllers = new Set<LanguageController>()
let observer: MutationObserver | undefined

/** The language of the page around an element. */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  #locale = 'en'

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host
    host.addController(this)
  }

  /** The page's own BCP 47 tag: `en-GB` writes dates another way than `en-US`. */
  get locale(): string {
    return this.#locale
  }

  /** The language alone, in lower case. */
  get language(): string {
    return languageOf(this.#locale)
  }

  hostConnected(): void {
    controllers.add(this)
    observe(this.#host.ownerDocument)
    // Not by `hostUpdate`: an element that is on the page calls this before a subclass is ready.
    this.#look()
  }

  hostUpdate(): void {
    this.#look()
  }

  hostDisconnected(): void {
    controllers.delete(this)
    if (controllers.size > 0) return
    observer?.disconnect()
    observer = undefined
  }

  #look(): void {
    this.#locale = localeAt(this.#host)
  }

  /** Renders the element again, in the language as it is now. */
  refresh(): void {
    // What is closed does not update, and has to know all the same.
    this.hostUpdate()
    this.#host.requestUpdate()
  }
}

/** Renders all elements again, in the language as it is now. */
export function refreshAll(): void {
  for (const controller of controllers) controller.refresh()
}

/** One observer for all; a language switch may sit on any element of a page. */
function observe(page: Document): void {
  observer ??= new MutationObserver(refreshAll)
  observer.observe(page, { attributeFilter: ['lang'], subtree: true })
}

const localeAt = (element: Element): string =>
  supported([closestAcross(element, '[lang]')?.lang, ...navigator.languages])

/**
 * The first tag that `Intl` takes. Servers write locales the way of POSIX into pages: `pt_BR`,
 * `he_IL.UTF-8`, `sr@latin`. An empty or impossible `lang` leaves the browser's languages.
 */
function supported([lang = '', ...others]: readonly (string | undefined)[]): string {
  try {
    return Intl.getCanonicalLocales(lang.replace(/[.@].*/, '').replaceAll('_', '-')).join()
  } catch {
    return others[0] ? supported(others) : 'en'
  }
}

/** `pt-BR` → `pt`. */
export const languageOf = (locale: string): string => locale.split('-', 1)[0]?.toLowerCase() ?? 'en'

/** The language of the page around an element, alone and in lower case. */
export const languageAt = (element: Element): string => languageOf(localeAt(element))
