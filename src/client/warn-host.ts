import type { HostMistake } from './host-mistakes.js'

/**
 * Tells the page's developer of a mistake in how the page or its back end uses Belfry: one
 * `console.warn` for each mistake, however often it is met. The texts load when the first one is told.
 *
 * @param mistake Which one: see `host-mistakes.ts`.
 * @param detail What was found, in a few words. Never a token, a name or a text of a member's.
 */
export function warnHost(mistake: HostMistake, detail?: string): void {
  import('./host-mistakes.js').then(
    ({ tellHostMistake: tell }) => tell(mistake, detail),
    () => {
      // The page is cut off, so its developer sees failed requests anyway. The next time tells it.
    },
  )
}
