import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { closestAcross } from './closest.js'

const controllers = new Set<LanguageController>()
let observer: MutationObserver | undefined

/**
 * Tells an element the language of the page around it. The element updates when the language
 * changes.
 */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  #locale = 'en'

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host
    host.addController(this)
  }

  /**
   * The BCP 47 tag of the page, with its region: `en-GB` formats dates differently from `en-US`.
   */
  get locale(): string {
    return this.#locale
  }

  /** The language without its region, in lower case. */
  get language(): string {
    return languageOf(this.#locale)
  }

  hostConnected(): void {
    controllers.add(this)
    observe(this.#host.ownerDocument)
    // Not by calling `hostUpdate`: for an element that is already on the page, this constructor
    // runs before the subclass is initialised.
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

  /** Updates the element in the current language. */
  refresh(): void {
    // A closed panel does not update, but must know the language when it opens.
    this.hostUpdate()
    this.#host.requestUpdate()
  }
}

/** Updates all elements in the current language. */
export function refreshAll(): void {
  for (const controller of controllers) controller.refresh()
}

/** All elements share one observer: a page may set `lang` on any of its elements. */
function observe(page: Document): void {
  observer ??= new MutationObserver(refreshAll)
  observer.observe(page, { attributeFilter: ['lang'], subtree: true })
}

const localeAt = (element: Element): string =>
  supported([closestAcross(element, '[lang]')?.lang, ...navigator.languages])

/**
 * Returns the first tag that `Intl` accepts. Servers also write POSIX locales into pages: `pt_BR`,
 * `he_IL.UTF-8`, `sr@latin`. For an empty or invalid `lang`, the browser's languages apply.
 */
function supported([lang = '', ...others]: readonly (string | undefined)[]): string {
  try {
    return Intl.getCanonicalLocales(lang.replace(/[.@].*/, '').replaceAll('_', '-')).join()
  } catch {
    return others[0] ? supported(others) : 'en'
  }
}

/** Returns the language of a tag without its region: `pt-BR` becomes `pt`. */
export const languageOf = (locale: string): string => locale.replace(/-.*/, '').toLowerCase()

/** Returns the language of the page around an element, without its region and in lower case. */
export const languageAt = (element: Element): string => languageOf(localeAt(element))
