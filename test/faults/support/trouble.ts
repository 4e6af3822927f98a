import type { SeededRandom } from '../../support/seeded-random.js'
import type { ServerProcess } from './server-process.js'

/** A fault of a server while pages are connected to it. Resolves when the server works again. */
export async function createTrouble(random: SeededRandom, server: ServerProcess): Promise<void> {
  await pause(random.between(100, 900))
  const roll = random.fraction()
  if (roll < 0.35) {
    server.freeze()
    await pause(random.between(200, 2_000))
    server.thaw()
  } else if (roll < 0.7) {
    await server.kill()
    await server.start()
  } else if (roll < 0.85) {
    await server.terminate()
    await server.start()
  }
}

const pause = (delayMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, delayMs))
