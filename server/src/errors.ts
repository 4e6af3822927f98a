/**
 * Why the process cannot start. Its message is one line for the person who started it; statements to
 * run follow on lines of their own.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError'
}
