/**
 * Counts the elements and nodes of the page, those of all open shadow roots included.
 *
 * @param {Node} root
 * @param {{ elements: number, nodes: number }} counted
 */
export function pageSize(root = document, counted = { elements: 0, nodes: 0 }) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL)
  for (let node = /** @type {Node | null} */ (walker.currentNode); node; node = walker.nextNode()) {
    counted.nodes += 1
    if (!(node instanceof Element)) continue
    counted.elements += 1
    if (node.shadowRoot) pageSize(node.shadowRoot, counted)
  }
  return counted
}
