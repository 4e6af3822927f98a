import type { HostMistake } from './host-mistakes.js'

/**
 * Warns the page's developer about a mistake in how the page or its back end uses Belfry. Each
 * mistake is written once with `console.warn`, however often it occurs. The texts load with the
 * first warning.
 *
 * @param mistake The mistake: see `host-mistakes.ts`.
 * @param detail The cause, in a few words. It must not contain a token, or a member's name or text.
 */
export function warnHost(mistake: HostMistake, detail?: string): void {
  import('./host-mistakes.js').then(
    ({ logHostMistake }) => logHostMistake(mistake, detail),
    () => {
      // The page is offline, so its developer sees failed requests anyway. The next occurrence
      // loads the text again.
    },
  )
}
