import type { Chance } from './chance.js'
import type { ServerProcess } from './server-process.js'

/** A fault of a server while pages are connected to it. Resolves when the server works again. */
export async function createTrouble(chance: Chance, server: ServerProcess): Promise<void> {
  await pause(chance.between(100, 900))
  const roll = chance.fraction()
  if (roll < 0.35) {
    server.freeze()
    await pause(chance.between(200, 2_000))
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
