import type { Plugin } from 'vite'

/** A mistake that someone could make: one place of one source file, and what would stand there. */
export interface Mistake {
  /** From the repository's root. */
  readonly file: string
  readonly from: string
  readonly to: string
}

const QUERY = 'mistake='

/** The address of a source file with a mistake in it. */
export const addressOf = ({ file, from, to }: Mistake): string =>
  `/${file}?${QUERY}${Buffer.from(JSON.stringify([from, to])).toString('base64url')}`

/** Lets tests import source files with mistakes in them, so that what is shipped has no switches. */
export const mistakes = (): Plugin => ({
  name: 'mistakes',
  enforce: 'pre',
  transform(code, id) {
    const [, encoded] = id.split(QUERY)
    if (encoded === undefined) return null
    const json = Buffer.from(encoded, 'base64url').toString()
    const [from = '', to = ''] = JSON.parse(json) as string[]
    if (code.split(from).length !== 2) this.error(`not there exactly once: ${from}`)
    return code.replace(from, () => to)
  },
})
