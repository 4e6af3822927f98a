import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/**
 * Returns all TypeScript files below a folder, sorted, as paths that start with the folder. If the
 * folder does not exist, it returns an empty list.
 *
 * @param {string} folder
 */
export function sourceFiles(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return []
    throw error
  }
}

/** The folder with types for the frameworks of a page. Their packages are never run here. */
const TYPES_ONLY = join('src', 'frameworks')

/**
 * Returns the packages, with their subpaths, that the files below these folders import.
 *
 * @param {...string} folders
 */
export function importedPackages(...folders) {
  const names = folders
    .flatMap(sourceFiles)
    .filter((file) => !file.startsWith(TYPES_ONLY))
    .flatMap((file) => ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles)
    .map(({ fileName }) => fileName)
    .filter((name) => !/^[./]|^node:|^vitest|^belfry\//.test(name))
  return [...new Set(names)].sort()
}
