import { readdir, rename, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StartupError } from '../errors.js'
import { lockDirectory } from './directory-lock.js'
import { type EmbeddedDatabase, openPglite } from './pglite.js'

/**
 * The embedded store in its directory: locked for this process, whole or not there at all.
 *
 * @param dataDirectory Created when it does not exist.
 * @throws {StartupError} when another process holds it, or it cannot be read.
 */
export async function openDataDirectory(dataDirectory: string): Promise<EmbeddedDatabase> {
  const folder = resolve(dataDirectory)
  const lock = await lockDirectory(folder)
  try {
    const database = await openPglite(await initialised(folder))
    return {
      ...database,
      close: async () => {
        await database.close()
        await lock.release()
      },
    }
  } catch (cause) {
    await lock.release()
    throw new StartupError(`Cannot open the data directory ${folder}.`, { cause })
  }
}

/** Where in a data directory the database is. */
export const databaseFolder = (dataDirectory: string): string => join(dataDirectory, 'pglite')

/** Makes the database's folder on the first start. */
async function initialised(folder: string): Promise<string> {
  const data = databaseFolder(folder)
  for (const name of await readdir(folder))
    if (name.startsWith('pglite-new-') || name.startsWith('lock-draft-'))
      await rm(join(folder, name), { recursive: true, force: true })
  if (existsSync(data)) return data
  // A folder whose first initialisation was killed can never be opened: it gets its name only once
  // it is complete.
  const draft = join(folder, `pglite-new-${process.pid}`)
  await (await openPglite(draft)).close()
  await rename(draft, data)
  return data
}
