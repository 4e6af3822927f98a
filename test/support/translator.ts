/**
 * Puts all text below a node into other words, as the translator of a browser does: it replaces the
 * text nodes, so that whoever still holds one of them writes into nothing.
 */
export function translateText(node: Node): void {
  if (node instanceof HTMLElement && node.getAttribute('translate') === 'no') return
  for (const child of [...node.childNodes]) translateText(child)
  if (!(node instanceof Text) || !node.data.trim()) return
  const font = document.createElement('font')
  font.textContent = node.data.toUpperCase()
  node.replaceWith(font)
}
