import { posix } from 'node:path'
import ts from 'typescript'

/** A file of the repository: its path from the root, with `/`, and what it holds. */
export interface SourceText {
  readonly path: string
  readonly text: string
}

/** How a file names another one. */
export interface Import {
  /** As written; `null` where it is computed. */
  readonly specifier: string | null
  readonly kind: 'static' | 'type' | 'dynamic'
}

/** Parses a file without asking for its types. */
export const parse = ({ path, text }: SourceText): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)

/** Visits a node and everything in it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

/** Every import of a file: static, type-only, for side effects, re-exports, and `import()`. */
export function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = []
  walk(source, (node) => {
    const one = importOf(node)
    if (one) found.push(one)
  })
  return found
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) {
    const isType = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    return { specifier: textOf(node.moduleSpecifier), kind: isType ? 'type' : 'static' }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier)
    return { specifier: textOf(node.moduleSpecifier), kind: node.isTypeOnly ? 'type' : 'static' }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return { specifier: textOf(node.argument.literal), kind: 'type' }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return { specifier: textOf(node.arguments[0]), kind: 'dynamic' }
  return undefined
}

const textOf = (node: ts.Node | undefined): string | null =>
  node && ts.isStringLiteralLike(node) ? node.text : null

/** The repository path that a relative specifier leads to, or `null` for a package. */
export function resolve(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts')
}

/** The package of a bare specifier: `@scope/name/part` is of `@scope/name`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/** The names a file takes from around it: not its members' names, and not what it declares. */
export function freeNames(source: ts.SourceFile): Set<string> {
  const used = new Set<string>()
  const declared = new Set<string>()
  walk(source, (node) => {
    if (!ts.isIdentifier(node)) return
    const { parent } = node
    if (isDeclarationName(node, parent)) declared.add(node.text)
    else if (!isMemberName(node, parent) && !ts.isTypeReferenceNode(parent)) used.add(node.text)
  })
  return new Set([...used].filter((name) => !declared.has(name)))
}

const isDeclarationName = (node: ts.Identifier, parent: ts.Node): boolean =>
  (ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isBindingElement(parent) ||
    ts.isImportSpecifier(parent)) &&
  parent.name === node

const isMemberName = (node: ts.Identifier, parent: ts.Node): boolean =>
  (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
  ((ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent)) &&
    parent.name === node)

/** The exports of a file that have no docstring. */
export function undocumentedExports(source: ts.SourceFile): string[] {
  return source.statements
    .filter((statement) => ts.canHaveModifiers(statement) && isExported(statement))
    .filter((statement) => ts.getJSDocCommentsAndTags(statement).length === 0)
    .map((statement) => statement.getText(source).split('\n')[0] ?? '')
}

const isExported = (node: ts.HasModifiers): boolean =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
