// The directional formatting characters of Unicode's bidirectional algorithm (UAX #9).
const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'
const POP_EMBEDDING = '\u202c'

const controls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const pairedControls = /[\u202a-\u202e\u2066-\u2069]/g
const isIsolate = (control: string): boolean => /[\u2066-\u2068]/.test(control)
const isOverride = (control: string): boolean => /[\u202d\u202e]/.test(control)

// The end of a paragraph would end an isolate as well.
// eslint-disable-next-line no-control-regex -- three of them are control characters
const paragraphEnds = /[\n\r\x1c-\x1e\x85\u2028\u2029]+/g

/** Removes the characters that control the direction of text. */
export const withoutDirectionControls = (text: string): string => text.replace(controls, '')

/**
 * Isolates a value for use in a sentence: it puts the value between U+2068 and U+2069, so that its
 * direction does not reorder the words around it. Direction controls inside the value are removed,
 * because one of them could end the isolation. An empty value stays empty.
 */
export function isolate(value: string): string {
  const text = withoutDirectionControls(value).replace(paragraphEnds, ' ')
  return text && `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`
}

/**
 * Balances the direction controls of a text, so that it cannot reorder its surroundings. Controls
 * without a partner are removed, and so are overrides (U+202D, U+202E), which show letters in
 * another order than they are read. Isolates, embeddings and marks stay.
 */
export function balanceDirection(text: string): string {
  const paired = new Set<number>()
  let open: RegExpExecArray[] = []
  for (const control of text.matchAll(pairedControls)) {
    const [sign] = control
    if (sign !== POP_ISOLATE && sign !== POP_EMBEDDING) {
      open.push(control)
      continue
    }
    // The end of an isolate also ends the embeddings in it. The end of an embedding
    // ends no isolate.
    const index = sign === POP_ISOLATE ? open.findLastIndex(([one]) => isIsolate(one)) : -1
    const opener = open.at(index)
    const isPartner = opener !== undefined && isIsolate(opener[0]) === (sign === POP_ISOLATE)
    if (!isPartner) continue
    open = open.slice(0, index)
    if (!isOverride(opener[0])) paired.add(opener.index).add(control.index)
  }
  return text.replace(pairedControls, (sign, index: number) => (paired.has(index) ? sign : ''))
}

/**
 * Isolates a whole sentence, such as a notification's title, for use in another sentence. Values
 * that the sentence itself isolates stay isolated. An empty sentence stays empty.
 */
export function isolateSentence(sentence: string): string {
  const text = balanceDirection(sentence).replace(paragraphEnds, ' ')
  return text && `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`
}
