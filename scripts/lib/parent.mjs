/**
 * Ends this process in good order when npm, which started it, is gone: a killed `npm start` must not
 * leave a server behind. Signals that npm lives to see, it passes on itself.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 250).unref()
}
