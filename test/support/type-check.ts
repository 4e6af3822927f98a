import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'

const options: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
  jsx: ts.JsxEmit.ReactJSX,
  allowJs: true,
  checkJs: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  paths: {
    belfry: [resolve('src/index.ts')],
    'belfry/cdn': [resolve('src/cdn.ts')],
    'belfry/define': [resolve('src/define.ts')],
    'belfry/protocol': [resolve('src/protocol/index.ts')],
    'belfry/protocol/schemas': [resolve('src/protocol/schemas.ts')],
    'belfry/react': [resolve('src/frameworks/react.ts')],
    'belfry/svelte': [resolve('src/frameworks/svelte.ts')],
    'belfry/vue': [resolve('src/frameworks/vue.ts')],
  },
}

/**
 * Type-checks texts as a strict project would that uses the package: with the types of `src`.
 *
 * @param texts By file name, relative to the repository's root. None of them is written.
 * @returns Each mistake in them, as `name:line message`.
 */
export function typeMistakes(texts: Readonly<Record<string, string>>): string[] {
  const files = new Map(Object.entries(texts).map(([name, text]) => [resolve(name), text]))
  const folders = new Set([...files.keys()].map((path) => dirname(path)))
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile, directoryExists } = host
  host.fileExists = (path) => files.has(resolve(path)) || fileExists.call(host, path)
  host.readFile = (path) => files.get(resolve(path)) ?? readFile.call(host, path)
  host.directoryExists = (path) =>
    folders.has(resolve(path)) || (directoryExists?.call(host, path) ?? false)
  host.getSourceFile = (path, ...rest) => {
    const text = files.get(resolve(path))
    return text === undefined
      ? getSourceFile.call(host, path, ...rest)
      : ts.createSourceFile(path, text, rest[0], true)
  }
  const program = ts.createProgram([...files.keys()], options, host)
  return [...files.keys()].flatMap((path) => {
    const source = program.getSourceFile(path)
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ]
    return found.map(({ start = 0, messageText }) => {
      const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1
      const name = path.slice(join(resolve('.'), '/').length)
      return `${name}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    })
  })
}
