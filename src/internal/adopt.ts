import type { CSSResultOrNative } from 'lit'

/** Gives style sheets to the shadow root that an element stands in, unless it has them. */
export function adopt(element: Element, styles: readonly CSSResultOrNative[]): void {
  const root = element.getRootNode()
  if (!(root instanceof ShadowRoot)) return
  const sheets = styles.flatMap((style) =>
    style instanceof CSSStyleSheet ? style : (style.styleSheet ?? []),
  )
  // Test environments without a browser adopt none.
  const adopted = root.adoptedStyleSheets ?? []
  root.adoptedStyleSheets = [...adopted, ...sheets.filter((sheet) => !adopted.includes(sheet))]
}
