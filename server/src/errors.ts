/**
 * The error of a failed start. Its message is one line for the person who started the server;
 * statements to run follow on lines of their own.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError'
}
