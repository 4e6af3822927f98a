import { foldText } from '../../../protocol/search.js'

/** What the style sheet calls it; one for all panels of the page. */
const NAME = 'belfry-found'

/**
 * Shows where the words of a list hold what is looked for: no markup changes, so no row is drawn again.
 * A browser that knows no highlights shows none.
 */
export class SearchHighlights {
  #ranges: readonly StaticRange[] = []

  /** Marks a text in the titles and messages below `root`, and in no others; nothing without one. */
  show(root: ParentNode, text: string): void {
    if (!globalThis.CSS?.highlights) return
    const marks = CSS.highlights.get(NAME) ?? new Highlight()
    for (const range of this.#ranges) marks.delete(range)
    const words = text ? root.querySelectorAll('[part=title] bdi, [part=message] bdi') : []
    this.#ranges = [...words].flatMap(({ childNodes }) =>
      [...childNodes].flatMap((node) =>
        node.nodeType === Node.TEXT_NODE ? rangesIn(node as Text, text) : [],
      ),
    )
    for (const range of this.#ranges) marks.add(range)
    CSS.highlights.set(NAME, marks)
  }
}

function rangesIn(node: Text, text: string): StaticRange[] {
  return matchRangesIn(node.data, text).map(
    ([startOffset, endOffset]) =>
      new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset }),
  )
}

/** From where to where words hold a text, whatever the case and the accents. */
export function matchRangesIn(words: string, text: string): [from: number, to: number][] {
  const wanted = foldText(text)
  if (!wanted) return []
  let folded = ''
  // One letter may fold to none, as an accent does, or to several.
  const origins: number[] = []
  let offset = 0
  for (const letter of words) {
    const piece = foldText(letter)
    folded += piece
    origins.push(...Array<number>(piece.length).fill(offset))
    offset += letter.length
  }
  origins.push(offset)
  const places: [number, number][] = []
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length))
    places.push([origins[at] ?? 0, origins[at + wanted.length] ?? offset])
  return places
}
