import { resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const entry = resolve('src/index.ts')
const program = ts.createProgram([entry], {
  strict: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  types: [],
})
const checker = program.getTypeChecker()

/** What a name stands for, wherever it was declared. */
const origin = (symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol

function exportsOf(path: string): ReadonlySet<ts.Symbol> {
  const source = program.getSourceFile(path)
  const module = source && checker.getSymbolAtLocation(source)
  return new Set(module ? checker.getExportsOfModule(module).map(origin) : [])
}

const isPrivate = (node: ts.Node): boolean =>
  ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal') ||
  (ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) =>
      [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword].includes(kind),
    )) ||
  (ts.isClassElement(node) && node.name !== undefined && ts.isPrivateIdentifier(node.name))

/** The names of our own types that a declaration shows to who uses it. */
function shownBy(node: ts.Node): ts.Symbol[] {
  if (isPrivate(node) || ts.isBlock(node) || ts.isHeritageClause(node)) return []
  if (ts.isPropertyDeclaration(node) && node.initializer && !node.type) return []
  const own: ts.Symbol[] = []
  if (ts.isTypeReferenceNode(node)) {
    const symbol = checker.getSymbolAtLocation(node.typeName)
    if (symbol) own.push(origin(symbol))
  }
  node.forEachChild((child) => void own.push(...shownBy(child)))
  return own
}

const isOurs = ({ flags, declarations = [] }: ts.Symbol): boolean =>
  !(flags & ts.SymbolFlags.TypeParameter) &&
  declarations.some((one) => one.getSourceFile().fileName.startsWith(resolve('src')))

describe('the public entry', () => {
  it('exports every type that a public member uses', () => {
    const exported = exportsOf(entry)
    expect(exported.size).toBeGreaterThan(50)
    const missing = [...exported].flatMap((symbol) =>
      (symbol.declarations ?? [])
        .filter(
          (one) =>
            ts.isClassDeclaration(one) ||
            ts.isInterfaceDeclaration(one) ||
            ts.isTypeAliasDeclaration(one),
        )
        .flatMap(shownBy)
        .filter((used) => isOurs(used) && !exported.has(used))
        .map((used) => `${symbol.name} uses ${used.name}`),
    )
    expect([...new Set(missing)]).toEqual([])
  })
})
