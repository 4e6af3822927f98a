/** Where the servers of all stories are. */
export const INBOX_ORIGIN = 'https://campus.example'

/** The address that "Show code" has in the place of a story's own server. */
const HOST_ENDPOINT = 'https://notifications.example.com'

/** What "Show code" shows: the markup that a page would have. */
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

/** The same, with a script that celebrates. */
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
