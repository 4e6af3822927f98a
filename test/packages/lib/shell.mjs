import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { bound, cleanEnvironment } from './project.mjs'

/** How long the commands may take until an address answers, in milliseconds. */
const START_MS = 180_000
/** How often it is asked, in milliseconds. */
const ASK_MS = 200

/**
 * Runs commands in a shell that goes on, such as a server in the foreground.
 *
 * @param {string} folder
 * @param {string} commands
 * @param {Record<string, string>} [environment] More of its environment.
 */
export function startShell(folder, commands, environment = {}) {
  const child = spawn(...bound('bash', ['-e', '-c', commands]), {
    cwd: folder,
    env: cleanEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: npx starts its program as a child, which must end with it.
    detached: true,
  })
  const ended = once(child, 'exit')
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (/** @type {Buffer} */ chunk) => void (printed += chunk.toString()))
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  return {
    /**
     * Waits until an address answers 200.
     *
     * @param {string} url
     * @throws Error with what the shell printed, where it does not.
     */
    async isUp(url) {
      const deadline = performance.now() + START_MS
      while (
        !(await fetch(url).then(
          ({ ok }) => ok,
          () => false,
        ))
      ) {
        if (hasEnded() || performance.now() > deadline)
          throw new Error(`${url} does not answer:\n${printed}`)
        await delay(ASK_MS)
      }
    },
    /** Ends the shell and all that it started. */
    async stop() {
      if (!hasEnded() && child.pid) process.kill(-child.pid, 'SIGTERM')
      await ended
    },
  }
}
