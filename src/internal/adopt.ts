import type { CSSResultOrNative, LitElement } from 'lit'

/**
 * The style sheets that each shadow root was given. After the root has moved to another document,
 * its own list of adopted sheets is empty.
 */
const given = new WeakMap<ShadowRoot, Set<CSSResultOrNative>>()
const copies = new WeakMap<Document, Map<CSSResultOrNative, CSSStyleSheet>>()

/**
 * Adds style sheets to the shadow root that contains a node, unless it has them already. A shadow
 * root in another document, such as a frame's, gets copies of all its sheets: a constructed style
 * sheet belongs to one document.
 */
export function adopt(within: Node, styles: readonly CSSResultOrNative[]): void {
  const root = within.getRootNode() as ShadowRoot
  if (!('host' in root)) return
  const all = given.get(root) ?? new Set((root.host.constructor as typeof LitElement).elementStyles)
  given.set(root, all)
  for (const style of styles) all.add(style)
  const sheets = [...all].flatMap((style) => sheetFor(root.ownerDocument, style) ?? [])
  // Test environments without a browser have no `adoptedStyleSheets`.
  const there = root.adoptedStyleSheets ?? []
  root.adoptedStyleSheets = [...there, ...sheets.filter((sheet) => !there.includes(sheet))]
}

function sheetFor(page: Document, style: CSSResultOrNative): CSSStyleSheet | undefined {
  const own = style instanceof CSSStyleSheet ? style : style.styleSheet
  const { defaultView } = page
  if (page === document || !own) return own
  if (!defaultView) return undefined
  const known = copies.get(page) ?? new Map<CSSResultOrNative, CSSStyleSheet>()
  copies.set(page, known)
  let copy = known.get(style)
  if (!copy) {
    copy = new defaultView.CSSStyleSheet()
    copy.replaceSync([...own.cssRules].map(({ cssText }) => cssText).join(''))
    known.set(style, copy)
  }
  return copy
}
