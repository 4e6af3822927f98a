import { foldText } from '../../../protocol/search.js'

/** The name of the highlight in the style sheet. All panels of the page share it. */
const NAME = 'belfry-found'

/**
 * Highlights the matches of a search with the CSS Custom Highlight API. It changes no markup, so no
 * row is rendered again. Browsers without the API show no highlights.
 */
export class SearchHighlights {
  #ranges: readonly StaticRange[] = []

  /**
   * Highlights `text` in the titles and messages below `root`, and removes the former highlights.
   * An empty text highlights nothing.
   */
  show(root: ParentNode, text: string): void {
    if (!globalThis.CSS?.highlights) return
    const marks = CSS.highlights.get(NAME) ?? new Highlight()
    for (const range of this.#ranges) marks.delete(range)
    const words = text ? root.querySelectorAll('[part=title], [part=message]') : []
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

/** Returns the start and end of each match of `text` in `words`, ignoring case and accents. */
export function matchRangesIn(words: string, text: string): [from: number, to: number][] {
  const wanted = foldText(text)
  if (!wanted) return []
  let folded = ''
  // A folded letter may be empty, as for an accent, or several letters long.
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
