import { chromiumArguments, engineNames, findEngine } from '../../scripts/lib/engines.mjs'
import type { Engine, EngineName } from '../../scripts/lib/engines.mjs'
import { launchPlaywright } from './browsers-playwright.js'
import { launchWebKitGtk } from './browsers-webkitgtk.js'

/** A running browser of any engine. */
export interface Browser {
  readonly name: EngineName
  /** Opens an empty page with storage and cookies of its own (WebKitGTK: its one page). */
  newPage(options?: PageOptions): Promise<Page>
  close(): Promise<void>
}

/** How a page looks at the world. */
export interface PageOptions {
  /** In CSS pixels. WebKitGTK's window is never narrower than 450. @default 1280 × 800 */
  readonly viewport?: { readonly width: number; readonly height: number }
  /** WebKitGTK offers no way to choose, and always shows light. @default 'light' */
  readonly colorScheme?: 'light' | 'dark'
}

/** One page, driven as a person would: by real clicks, and by looking at it. */
export interface Page {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  url(): Promise<string>
  /**
   * Runs an expression in the page (a promise is awaited) and answers its JSON value. `deep(css)` is
   * at hand there: the first element that matches, looked for in open shadow roots too.
   */
  evaluate<T = unknown>(expression: string): Promise<T>
  /**
   * Waits until an expression holds, asking again and again, also across navigations.
   *
   * @param timeoutMs How long. @default 30,000
   * @throws Error that names the expression and its last value.
   */
  waitFor(expression: string, timeoutMs?: number): Promise<void>
  /**
   * Clicks the first element that matches, as {@link Page.evaluate}'s `deep` finds it, with the real
   * mouse: it must be in view and not covered.
   */
  click(css: string): Promise<void>
  /** Presses a key by its DOM name, such as `Escape` or `Tab`; `Shift+` may stand before it. */
  press(key: string): Promise<void>
  /**
   * What went wrong so far: errors in the console, uncaught exceptions, unhandled rejections.
   * Playwright's engines report everything from the first byte on. WebKitGTK is asked by a hook that
   * is set once the document has loaded: what fails while the page loads is not seen there.
   */
  errors(): Promise<readonly string[]>
  /**
   * Opens another tab beside it, which shares its storage, locks and channels. All of them close with
   * the first. WebKitGTK has but one.
   */
  openTab(): Promise<Page>
  /** A PNG of what is visible. */
  screenshot(): Promise<Buffer>
  close(): Promise<void>
}

/**
 * The engines to run on. With CI set it is all of them, so that a missing one fails; else those that
 * are installed.
 */
export const engines: readonly EngineName[] = engineNames.filter(
  (name) => process.env.CI !== undefined || findEngine(name) !== undefined,
)

/**
 * Starts an engine.
 *
 * @throws Error when it is not installed.
 */
export function launch(name: EngineName): Promise<Browser> {
  const engine: Engine | undefined = findEngine(name)
  if (!engine) throw new Error(`${name} is not installed (npm test says how)`)
  if (engine.driver === 'webdriver') return launchWebKitGtk(engine)
  return launchPlaywright(engine, name === 'chromium' ? chromiumArguments : [])
}
