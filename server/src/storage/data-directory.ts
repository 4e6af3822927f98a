import { readdir, rename, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StartupError } from '../errors.js'
import { lockDirectory } from './directory-lock.js'
import { type EmbeddedDatabase, openPglite } from './pglite.js'

/**
 * Opens the embedded database in a data directory and locks the directory for this process. The
 * database folder is created in one step, so it is either complete or missing.
 *
 * @param dataDirectory - the path of the directory, which is created if it does not exist
 * @throws {StartupError} if another process holds the directory, or it cannot be read
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

/** Returns the path of the database folder in a data directory. */
export const databaseFolder = (dataDirectory: string): string => join(dataDirectory, 'pglite')

/** Returns the path of the database folder, and creates the database on the first start. */
async function initialised(folder: string): Promise<string> {
  const data = databaseFolder(folder)
  for (const name of await readdir(folder))
    if (name.startsWith('pglite-new-') || name.startsWith('lock-draft-'))
      await rm(join(folder, name), { recursive: true, force: true })
  if (existsSync(data)) return data
  // PGlite cannot open a folder whose first initialisation was killed. The folder therefore gets
  // its final name only once it is complete.
  const draft = join(folder, `pglite-new-${process.pid}`)
  await (await openPglite(draft)).close()
  await rename(draft, data)
  return data
}
