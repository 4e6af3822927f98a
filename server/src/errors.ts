/** Why the process cannot start. Its message is one line for whoever started it. */
export class StartupError extends Error {
  override readonly name = 'StartupError'
}
