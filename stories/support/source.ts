/** The origin of the servers of all stories. */
export const INBOX_ORIGIN = 'https://campus.example'

/** The address that "Show code" displays instead of a story's own server. */
const HOST_ENDPOINT = 'https://notifications.example.com'

/** Turns the markup of a story into the markup that a host page would have, for "Show code". */
export function asHostWrites(code: string): string {
  const lines = code
    .replaceAll(new RegExp(`${INBOX_ORIGIN}/[\\w-]+`, 'g'), HOST_ENDPOINT)
    .replaceAll('=""', '')
    .split('\n')
  const indents = lines.slice(1).flatMap((line) => (line.trim() ? line.search(/\S/) : []))
  const indent = Math.max(0, Math.min(...indents.filter((one) => one > 0), Infinity))
  return lines
    .map((line, index) =>
      index === 0 ? line.trimStart() : line.slice(Math.min(indent, line.length)),
    )
    .join('\n')
    .trim()
}

/**
 * Turns the markup of a story into that of a host page, with a script that celebrates `moments`.
 */
export const withCelebrations =
  (moments: readonly object[]) =>
  (code: string): string =>
    [
      asHostWrites(code),
      '',
      '<script type="module">',
      "  const toasts = document.querySelector('gamification-toasts')",
      ...moments.map((moment) => `  toasts.celebrate(${JSON.stringify(moment)})`),
      '</script>',
    ].join('\n')
