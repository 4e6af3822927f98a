/**
 * Keeps what a page's author may rely on: the elements that a `define('tag', Class)` registers, and
 * of them what is neither private nor of the class alone.
 *
 * @returns {import('@custom-elements-manifest/analyzer').Plugin}
 */
function publicElements() {
  /** @type {Map<string, string>} The tag of each class. */
  const tags = new Map()
  return {
    name: 'public-elements',
    analyzePhase({ ts, node }) {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'define') return
      const [tag, element] = node.arguments
      if (tag && element && ts.isStringLiteral(tag)) tags.set(element.getText(), tag.text)
    },
    packageLinkPhase({ customElementsManifest }) {
      for (const module of customElementsManifest.modules) {
        module.declarations = (module.declarations ?? []).flatMap((declaration) => {
          const tagName = tags.get(declaration.name)
          return tagName ? [{ ...publicPart(declaration), tagName }] : []
        })
        module.exports = (module.exports ?? []).filter(({ name }) => tags.has(name))
      }
      customElementsManifest.modules = customElementsManifest.modules.filter(
        ({ declarations = [] }) => declarations.length > 0,
      )
    },
  }
}

/**
 * @template {import('custom-elements-manifest/schema').Declaration} T
 * @param {T} declaration
 * @returns {T}
 */
function publicPart(declaration) {
  if (!('members' in declaration)) return declaration
  const members = declaration.members?.filter(
    ({ name, privacy = 'public' }) => privacy === 'public' && !name.startsWith('#'),
  )
  return { ...declaration, members }
}

export default {
  globs: ['src/components/*/*.ts', 'src/context/*-element.ts'],
  litelement: true,
  // Else the analyzer writes a path of its own into package.json.
  packagejson: false,
  plugins: [publicElements()],
}
