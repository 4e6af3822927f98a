/** What a line of the log may hold: ids, sizes, codes. Never texts, tokens, keys or addresses. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

const write = (level: 'info' | 'error', event: string, fields: LogFields): void => {
  const line = { at: new Date().toISOString(), level, event, ...fields }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}

/** The server's log: one JSON object a line, on standard error. */
export const log = {
  info: (event: string, fields: LogFields = {}): void => write('info', event, fields),
  /** Logs a failure with its stack. The stack names code, not data. */
  error: (event: string, error: unknown, fields: LogFields = {}): void =>
    write('error', event, {
      ...fields,
      error: error instanceof Error ? error.name : typeof error,
      stack: error instanceof Error ? error.stack : undefined,
    }),
}
