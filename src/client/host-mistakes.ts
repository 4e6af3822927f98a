/** Each mistake of a page or its back end, with the sentence that says what to do about it. */
const advice = {
  'no-endpoint':
    'an element has neither an `endpoint` attribute nor a <notification-provider> around it, so it shows nothing. Give it the address of your Belfry server.',
  'token-url-origin':
    "`token-url` must be an address of the page's own origin. For a token from elsewhere, set the property `getToken` to a function that fetches it.",
  'token-url-answer':
    '`token-url` must answer JSON of the form {"token": "…"}, and answered something else.',
} as const satisfies Record<string, string>

/** A mistake that a page's developer can mend. */
export type HostMistake = keyof typeof advice

const told = new Set<HostMistake>()

/** Writes a mistake to the console, the first time that it is met. */
export function tell(mistake: HostMistake, detail?: string): void {
  if (told.has(mistake)) return
  told.add(mistake)
  // eslint-disable-next-line no-console -- the library's one place that speaks to the page's developer
  console.warn(`Belfry: ${advice[mistake]}${detail ? ` (${detail})` : ''}`)
}
