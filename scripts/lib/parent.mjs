/**
 * Ends this process with SIGTERM when npm, which started it, is gone: a killed `npm start` must not
 * leave a server behind. npm itself passes on the signals that it survives.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 250).unref()
}
