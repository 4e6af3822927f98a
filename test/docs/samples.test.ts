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

/** The names that a sample may use without an import: the page around it. */
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

// Where the server of \`npm start\` serves the build for a script tag.
const script = `declare module 'http://localhost:4400/belfry/belfry.js' {
  export * from 'belfry/cdn'
}
`

/** Files of the page's reader, and the sample of another fence that a sample imports. */
const neighbours = (): Readonly<Record<string, string>> => ({
  'docs/how-to/follow-links.ts': sampleOf('docs/how-to/routers.md', 'ts follow-links'),
  'docs/how-to/own-transport.ts': sampleOf('docs/how-to/own-transport.md', 'ts'),
  // As much of the four routers as the recipes use; `test/packages/routers` runs them with the real ones.
  'docs/how-to/router.ts': `export declare const router: {
    navigate(to: string | { href: string }): Promise<void>
    push(to: string): Promise<unknown>
    navigateByUrl(url: string): Promise<boolean>
  }`,
})

/** The code of a sample, on the lines that it has in its page. */
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
  // A script for Node is no code of a page's: the quick starts run it.
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
  it('are found', () => {
    expect(samples.length).toBeGreaterThan(10)
  })

  it.each(samples.map(({ file }) => file))('of %s compile in a strict project', (file) => {
    expect(mistakes.filter((line) => line.startsWith(file))).toEqual([])
  })

  it('have declarations around them that compile', () => {
    expect(mistakes.filter((line) => line.includes('.d.ts:'))).toEqual([])
  })
})
