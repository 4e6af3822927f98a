import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const path = 'docs/reliability.md'
const page = readFileSync(path, 'utf8')
const [promises = '', faults = ''] = page.split('## The faults')

/** A row of the page's table of faults. */
interface Fault {
  readonly number: number
  readonly held: string
}

const rows: readonly Fault[] = [...faults.matchAll(/^\| (\d+) +\|[^|]*\|([^|]*)\|$/gm)].map(
  ([, number, held = '']) => ({ number: Number(number), held }),
)

/** The files that a cell links to, from the root. */
const linkedIn = (cell: string): string[] =>
  [...cell.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) =>
    relative('.', join(dirname(path), link)),
  )

/** The numbers of the faults that a test file holds in the titles of its tests. */
const numbersIn = (file: string): number[] => [
  ...new Set(
    [...readFileSync(file, 'utf8').matchAll(/['"`]fault (\d+): /g)].map(([, number]) =>
      Number(number),
    ),
  ),
]

const testFiles = ['test', 'server/test'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file)),
)
const held = new Map(
  Array.from({ length: 42 }, (_, index) => [
    index + 1,
    testFiles.filter((file) => numbersIn(file).includes(index + 1)).sort(),
  ]),
)

describe('the page about reliability', () => {
  it('has one row for each of the 42 faults', () => {
    expect(rows.map(({ number }) => number)).toEqual([...held.keys()])
  })

  it.each(rows)('names every test of fault $number, or says why there is none', (row) => {
    const tests = held.get(row.number) ?? []
    expect(linkedIn(row.held).sort()).toEqual(tests)
    if (tests.length === 0) expect(row.held).toMatch(/Not yet: \S+/)
  })

  it('names for every promise a test that is there', () => {
    const table = [...promises.matchAll(/^\| .*\|$/gm)].map(([line]) => line).slice(2)
    expect(table.length).toBeGreaterThan(10)
    for (const line of table) {
      const files = linkedIn(line)
      expect(files.length, line).toBeGreaterThan(0)
      expect(
        files.filter((file) => !existsSync(file)),
        line,
      ).toEqual([])
    }
  })
})
