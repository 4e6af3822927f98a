import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import type {
  ClassDeclaration,
  ClassField,
  CssCustomProperty,
  CustomElement,
} from 'custom-elements-manifest/schema'
import { format, resolveConfig } from 'prettier'
import { beforeAll, describe, expect, it } from 'vitest'
import { sourceFiles } from '../scripts/lib/imports.mjs'
import { describeElements } from '../scripts/lib/manifest.mjs'
import { elementTags as tags } from './support/element-tags.js'
import { referenceOf } from './support/reference.js'

/** The analyzer is ahead of the schema's types: it knows states. */
type ElementClass = ClassDeclaration & CustomElement & { cssStates?: CssCustomProperty[] }

/** What all of them are. */
const base = 'src/context/inbox-element.ts'
let elements: ReadonlyMap<string | undefined, ElementClass>

beforeAll(async () => {
  const { modules } = await describeElements()
  const declared = modules.flatMap((module) => module.declarations as ElementClass[])
  elements = new Map(declared.map((element) => [element.tagName, element]))
})

const read = (path: string) => readFileSync(path, 'utf8')
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name)
const sorted = (names: Iterable<string | undefined>) => [...new Set(names)].sort()
const named = (things: readonly { name: string }[] = []) => sorted(things.map(({ name }) => name))

/** What a private part that two elements share renders only in the other one. */
const elsewhere: Readonly<Record<string, readonly string[]>> = { 'notification-inbox': ['close'] }

/** Imports of code, at once or later: types render nothing. */
const codeImport = /^(?:import|export)(?! type)[^'(]*'(\.[^']+)\.js'|import\('(\.[^']+)\.js'\)/gm

/** An element's own files, and all that they load: its private parts render into it. */
function filesOf(tag: string): string[] {
  const files = new Set(sourceFiles(`src/components/${tag}`).map((p) => p.replaceAll('\\', '/')))
  for (const path of files)
    for (const [, first, second] of read(path).matchAll(codeImport))
      files.add(`${posix.join(posix.dirname(path), first ?? second ?? '')}.ts`)
  return [...files]
}

/** What renders into an element, in one text. */
const sourceOf = (tag: string) =>
  filesOf(tag)
    // The second is what stands in an element's place where a part of it could not be loaded.
    .filter((path) => /^src\/(components\/|internal\/not-loaded\.ts)/.test(path))
    .map(read)
    .join('\n')

/** The element's style sheets, and those of the house that they join. */
const stylesOf = (tag: string) =>
  filesOf(tag)
    .filter((path) => path.endsWith('.styles.ts'))
    .map(read)
    .join('\n')

/** What a page may set, with what counts where it does not. */
function customProperties(styles: string): Record<string, string> {
  const uses = [...styles.matchAll(/var\(\s*(--belfry-[\w-]+)\s*,/g)]
  return Object.fromEntries(
    uses.map((use) => [use[1] ?? '', argument(styles, use.index + use[0].length)]),
  )
}

/** The text from here to the parenthesis that closes what is open. */
function argument(text: string, start: number): string {
  let end = start
  for (let depth = 1; depth > 0; end += 1)
    depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0
  return text
    .slice(start, end - 1)
    .replace(/\s+/g, ' ')
    .trim()
}

const defaults = (properties: readonly CssCustomProperty[] = []) =>
  Object.fromEntries(properties.map((property) => [property.name, property.default]))

const element = (tag: string) => {
  const found = elements.get(tag)
  if (!found) throw new Error(`${tag} is not in the manifest`)
  return found
}

describe('the custom elements manifest', () => {
  it('holds every public element, and nothing else', () => {
    expect(sorted(elements.keys())).toEqual(sorted(tags))
  })

  describe.each(tags)('of %s', (tag) => {
    it('says what everything is for', () => {
      const { summary, description, ...rest } = element(tag)
      const kinds = ['attributes', 'members', 'events', 'slots'] as const
      const styling = ['cssParts', 'cssProperties', 'cssStates'] as const
      const silent = [...kinds, ...styling].flatMap((kind) =>
        (rest[kind] ?? []).filter((one) => !one.description).map(({ name }) => `${kind}: ${name}`),
      )
      expect([summary, description]).not.toContain(undefined)
      expect(silent).toEqual([])
    })

    it('has every property and attribute that the element declares', () => {
      // Not of its private parts, which nobody but the element itself makes.
      const own = [`src/components/${tag}/${tag}.ts`, base].map(read).join('\n')
      const internal = all(own, /@internal \*\/\n {2}declare (\w+)/g)
      const declared = all(own, /^ {2}(?:declare (?:readonly )?|get )(\w+)/gm)
      const { members = [], attributes = [] } = element(tag)
      const fields = members.filter((member): member is ClassField => member.kind === 'field')
      expect(named(fields)).toEqual(sorted(declared.filter((name) => !internal.includes(name))))
      expect(fields.filter(({ type }) => !type)).toEqual([])
      const styled = all(stylesOf(tag), /:host\(\[([\w-]+)/g).filter((name) => name !== 'hidden')
      expect(named(attributes)).toEqual(expect.arrayContaining(sorted(styled)))
    })

    it('has every part that is rendered', () => {
      const source = sourceOf(tag)
      const parts = [
        ...all(source, /\bpart="([^"]+)"/g),
        ...all(source, /\bsetAttribute\('part', '([^']+)'/g),
        // The tools of a row share a template.
        ...all(source, /\btool\('([^']+)'/g),
        ...all(source, /\bicon\(.+, '([^']+)'\)/g),
      ]
        // Several in one attribute are several.
        .flatMap((names = '') => names.split(' '))
        .filter((name) => !elsewhere[tag]?.includes(name))
      expect(named(element(tag).cssParts)).toEqual(sorted(parts))
    })

    it('has every event', () => {
      const files = filesOf(tag).filter((path) => /^src\/(components|context)\//.test(path))
      const types = all(files.map(read).join('\n'), /static readonly type = '([^']+)'/g)
      expect(named(element(tag).events)).toEqual(sorted(types))
    })

    it('has every slot', () => {
      const slots = [...sourceOf(tag).matchAll(/<slot(?: name="([\w-]+)")?/g)]
      expect(named(element(tag).slots)).toEqual(sorted(slots.map(([, name = '']) => name)))
    })

    it('has every custom property, with its default', () => {
      const { cssProperties } = element(tag)
      expect(defaults(cssProperties)).toEqual(customProperties(stylesOf(tag)))
    })

    it('has every state', () => {
      const states = all(sourceOf(tag), /setState\([^,]+, '([\w-]+)'/g)
      expect(named(element(tag).cssStates)).toEqual(sorted(states))
    })
  })
})

describe('docs/reference.md', () => {
  it('says all of that; `-u` writes it anew', async () => {
    const filepath = 'docs/reference.md'
    const options = { ...(await resolveConfig(filepath)), filepath }
    const page = await format(referenceOf([...elements.values()]), options)
    await expect(page).toMatchFileSnapshot(`../${filepath}`)
  })
})
