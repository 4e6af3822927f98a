import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/**
 * Every TypeScript file below a folder, as paths that begin with it, sorted. A folder that does not
 * exist has none.
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

/** Types for frameworks that a page brings: none of their packages ever runs here. */
const TYPES_ONLY = join('src', 'frameworks')

/**
 * The packages (with subpath) that the files below these folders import.
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
