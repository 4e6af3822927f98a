/** The fields of a log line: ids, sizes and codes, but never texts, tokens, keys or addresses. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

const write = (level: 'info' | 'error', event: string, fields: LogFields): void => {
  const line = { at: new Date().toISOString(), level, event, ...fields }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}

/** The server's log: one JSON object per line, on standard error. */
export const log = {
  info: (event: string, fields: LogFields = {}): void => write('info', event, fields),
  /**
   * Logs an error. A database error is logged with its SQLSTATE, because its message
   * may quote values.
   */
  error: (event: string, error: unknown, fields: LogFields = {}): void => {
    const { name, message, stack, state } = describe(error)
    const frames = stack?.split('\n').filter((line) => line.trimStart().startsWith('at '))
    write('error', event, {
      ...fields,
      error: name,
      ...(state === undefined ? { message } : { state }),
      stack: frames?.map((line) => line.trim()).join(' | '),
    })
  },
}

const describe = (error: unknown): Partial<Error> & { readonly state?: string } =>
  error instanceof Error ? error : { name: typeof error }
