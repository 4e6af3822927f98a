import type { ClassDeclaration, ClassField, CustomElement } from 'custom-elements-manifest/schema'
import { en } from '../../src/locales/en.js'
import { en as more } from '../../src/locales/more/en.js'
import { en as preferences } from '../../src/locales/preferences/en.js'
import { en as toasts } from '../../src/locales/toasts/en.js'

/** The analyzer is ahead of the schema's types: it knows states. */
type Described = ClassDeclaration & CustomElement & { cssStates?: Named[] }

interface Named {
  readonly name: string
  readonly description?: string
}

const panel = { ...en, ...more }
/** The type of the property `messages` of an element. */
const wordsOf: Readonly<Record<string, object | undefined>> = {
  'gamification-toasts': toasts,
  'notification-bell': panel,
  'notification-inbox': panel,
  'notification-preferences': preferences,
}

const head = `# Reference

Everything that the elements offer a page. It is written from their sources, and a test holds it to them:
\`npx vitest run --project node test/manifest.test.ts -u\` writes it anew. How it is used: [Customise](how-to/customise.md),
[Theming](how-to/theming.md), [Celebrate](how-to/celebrate.md).
`

/** The page about all elements, in Markdown. */
export const referenceOf = (elements: readonly Described[]): string =>
  [head, ...byName(elements, ({ tagName }) => tagName).map(sectionOf)].join('\n')

// The analyzer lists files as they are read, and what is inherited as it comes by.
const byName = <T>(things: readonly T[], nameOf: (thing: T) => string | undefined): T[] =>
  things.toSorted((a, b) => (nameOf(a) ?? '').localeCompare(nameOf(b) ?? '', 'en'))

/** An element's own in the order of its source, then what it inherits. */
function ordered<T extends Named & { inheritedFrom?: unknown }>(things: readonly T[] = []): T[] {
  const own = things.filter(({ inheritedFrom }) => !inheritedFrom)
  const inherited = things.filter(({ inheritedFrom }) => inheritedFrom)
  return [...own, ...byName(inherited, ({ name }) => name)]
}

function sectionOf(element: Described): string {
  const { tagName = '' } = element
  const [members, attributes] = [ordered(element.members), ordered(element.attributes)]
  const fields = members.filter((member): member is ClassField => member.kind === 'field')
  const bound = new Set(fields.map((field) => (field as { attribute?: string }).attribute))
  const offered = [
    ...fields.map((field) => [
      code((field as { attribute?: string }).attribute),
      code(field.name),
      `${say(field.description)}${typeOf(field.type?.text)}`,
    ]),
    ...attributes
      .filter(({ name }) => !bound.has(name))
      .map(({ name, description, type }) => [
        code(name),
        '',
        say(description) + typeOf(type?.text),
      ]),
  ]
  const methods = members.filter(({ kind }) => kind === 'method')
  return [
    `## \`<${tagName}>\`\n\n${element.description ?? ''}\n`,
    table(['attribute', 'property', 'meaning'], offered),
    listed('method', methods, (name) => `\`${name}()\``),
    listed('event', element.events),
    listed('slot', element.slots, (name) => (name ? code(name) : 'without a name')),
    listed('part', element.cssParts),
    listed('state', element.cssStates),
    table(
      ['custom property', 'default', 'meaning'],
      (element.cssProperties ?? []).map((one) => [
        code(one.name),
        code(one.default),
        say(one.description),
      ]),
    ),
    renderWords(wordsOf[tagName]),
  ].join('\n')
}

const listed = (
  title: string,
  things: readonly Named[] = [],
  show: (name: string) => string = code,
): string =>
  table(
    [title, 'meaning'],
    things.map(({ name, description }) => [show(name), say(description)]),
  )

/** Each word's name, with what it says in English. */
function renderWords(words: object | undefined): string {
  const rows = Object.entries(words ?? {}).flatMap(([name, value]: [string, unknown]) =>
    name === 'locale' ? [] : [wordOf(name, value)],
  )
  return table(['in `messages`', 'in English'], rows)
}

function wordOf(name: string, value: unknown): string[] {
  if (typeof value === 'string') return [code(name), say(value)]
  if (typeof value === 'object')
    return [
      code(name),
      'by name: ' +
        Object.keys(value ?? {})
          .map(code)
          .join(', '),
    ]
  if (typeof value !== 'function') return [code(name), '']
  const names = (/\(([^)]*)\)/.exec(String(value))?.[1] ?? '').split(',').map((one) => one.trim())
  const samples = names.map((one) =>
    /^is[A-Z]/.test(one) ? false : one === 'count' ? 3 : `‹${one}›`,
  )
  const said = (value as (...values: unknown[]) => string)(...samples)
  return [`\`${name}(${names.join(', ')})\``, say(said)]
}

function table(titles: readonly string[], rows: readonly string[][]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return `${[titles, titles.map(() => '---'), ...rows].map(line).join('\n')}\n`
}

const code = (text: string | undefined): string => (text ? `\`${text}\`` : '')
/** As text of a table's cell; what stands in backticks is text already. */
const say = (text = ''): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .replaceAll(/`[^`]*`|</g, (found) => (found === '<' ? '&lt;' : found))
const typeOf = (type: string | undefined): string =>
  type?.includes("'") ? ` \`${type.replace(' | undefined', '').replaceAll('|', '\\|')}\`` : ''
