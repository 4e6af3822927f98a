import { beforeAll, describe, expect, it } from 'vitest'
import { typeMistakes } from '../support/type-check.js'
import { pages, sampleOf, samplesOf, type Sample } from './samples.js'

const languages: Readonly<Record<string, string | undefined>> = {
  html: 'js',
  js: 'js',
  jsx: 'jsx',
  ts: 'ts',
  tsx: 'tsx',
}

/** Declares the names that a sample may use without an import: the elements and functions of its page. */
const surroundings = `import type { GamificationToasts, Inbox, NotificationBell, GetToken } from 'belfry'
import 'belfry/define'

declare global {
  const bell: NotificationBell
  const toasts: GamificationToasts
  const inbox: Inbox
  const endpoint: string
  const getToken: GetToken
  const ourFetch: typeof fetch
  const video: HTMLVideoElement
  const router: { push(path: string): Promise<unknown> }
}
`

// The address at which the server of `npm start` serves the build for a script tag.
const script = `declare module 'http://localhost:4400/belfry/belfry.js' {
  export * from 'belfry/cdn'
}
`

/** The modules that samples import: other samples, and a router of the reader's project. */
const neighbours = (): Readonly<Record<string, string>> => ({
  'docs/how-to/follow-links.ts': sampleOf('docs/how-to/routers.md', 'ts follow-links'),
  'docs/how-to/own-transport.ts': sampleOf('docs/how-to/own-transport.md', 'ts'),
  // The methods of the four routers that the recipes use; `test/packages/routers` runs the real routers.
  'docs/how-to/router.ts': `export declare const router: {
    navigate(to: string | { href: string }): Promise<void>
    push(to: string): Promise<unknown>
    navigateByUrl(url: string): Promise<boolean>
  }`,
})

/** The code of a sample, moved to its line in the page, so that a mistake names that line. */
function codeOf({ info, code, line }: Sample): string {
  const isPage = info.split(' ', 1)[0] === 'html'
  const text = isPage
    ? code.replace(
        /([^]*?)(?:<script\b(?![^>]*importmap)[^>]*>([^]*?)<\/script>|$)/g,
        (_, before = '', inside = '') =>
          (before as string).replace(/[^\n]/g, '') + (inside as string),
      )
    : code
  return `${'\n'.repeat(line)}${text}`
}

interface Named extends Sample {
  readonly file: string
}

const samples: readonly Named[] = pages.flatMap(samplesOf).flatMap((sample) => {
  // A script for Node is tested by the quick starts, which run it.
  if (sample.info.endsWith('.mjs')) return []
  const extension = languages[sample.info.split(' ', 1)[0] ?? '']
  const file = `${sample.page}.${sample.line}.${extension}`
  return extension === undefined ? [] : [{ ...sample, file }]
})
let mistakes: readonly string[]

beforeAll(() => {
  const texts = Object.fromEntries(samples.map((sample) => [sample.file, codeOf(sample)]))
  mistakes = typeMistakes({
    ...texts,
    ...neighbours(),
    'docs/surroundings.d.ts': surroundings,
    'docs/script.d.ts': script,
  })
}, 120_000)

describe('the samples of the documentation', () => {
  it('are more than ten', () => {
    expect(samples.length).toBeGreaterThan(10)
  })

  it.each(samples.map(({ file }) => file))('compile in a strict project: %s', (file) => {
    expect(mistakes.filter((line) => line.startsWith(file))).toEqual([])
  })

  it('use declarations that compile', () => {
    expect(mistakes.filter((line) => line.includes('.d.ts:'))).toEqual([])
  })
})
