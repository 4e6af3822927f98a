import type { ClassField, CustomElement } from 'custom-elements-manifest/schema'
import { beforeAll, describe, expect, it } from 'vitest'
import { describeElements } from '../../scripts/lib/manifest.mjs'
import { typeMistakes } from '../support/type-check.js'

interface Described {
  readonly tag: string
  readonly attributes: readonly string[]
  readonly properties: readonly string[]
  readonly events: readonly { readonly name: string; readonly type: string }[]
}

let elements: readonly Described[]

beforeAll(async () => {
  const { modules } = await describeElements()
  elements = modules
    .flatMap(({ declarations = [] }) => declarations as CustomElement[])
    .map(({ tagName = '', attributes = [], members = [], events = [] }) => ({
      tag: tagName,
      attributes: attributes.map(({ name = '' }) => name),
      properties: (members as ClassField[])
        .filter(({ kind }) => kind === 'field')
        .map(({ name }) => name),
      events: events.map(({ name, type }) => ({ name, type: type.text })),
    }))
}, 60_000)

const each = (write: (element: Described) => string) => elements.map(write).join('\n')

const imports = () =>
  `import type { ${[...new Set(elements.flatMap(({ events }) => events.map(({ type }) => type)))].join(', ')} } from 'belfry'`

/** Of what kind the props of a tag are in the types of a framework, with how it names a listener. */
const frameworks = {
  react: { from: 'react', tags: 'JSX.IntrinsicElements', name: 'JSX', props: '', on: 'on' },
  vue: {
    from: 'vue',
    tags: 'GlobalComponents',
    name: 'GlobalComponents',
    props: 'extends new () => { $props: infer P } ? P : never',
    on: undefined,
  },
  svelte: {
    from: 'svelte/elements',
    tags: 'SvelteHTMLElements',
    name: 'SvelteHTMLElements',
    props: '',
    on: 'on',
  },
} as const

type Framework = keyof typeof frameworks

const union = (names: readonly string[], more = '') =>
  names.map((name) => `'${more}${name}'`).join(' | ') || 'never'

/** Compiles only where the types of a framework have all that the reference lists. */
function everythingIn(framework: Framework): string {
  const { from, tags, name, props, on } = frameworks[framework]
  const has = (tag: string, keys: string) => `Has<PropsOf<${tags}['${tag}']>, ${keys}>`
  const all = elements.flatMap(({ tag, attributes, properties, events }) => [
    has(tag, union([...attributes, ...properties])),
    ...(on
      ? [
          has(
            tag,
            union(
              events.map((event) => event.name),
              on,
            ),
          ),
        ]
      : []),
  ])
  return `import type {} from 'belfry/${framework}'
    import type { ${name} } from '${from}'
    type PropsOf<T> = T ${props || 'extends infer P ? P : never'}
    type Has<T, K extends keyof T> = K
    export type All = [${all.join(', ')}]`
}

const everyListener = () => `import 'belfry/define'
  ${imports()}
  ${each(
    ({ tag, events }) => `for (const element of document.querySelectorAll('${tag}')) {
      ${events
        .map(
          ({ name, type }) => `
          element.addEventListener('${name}', (event) => event satisfies ${type})
          document.addEventListener('${name}', (event) => event satisfies ${type})`,
        )
        .join('')}
    }`,
  )}`

// Each line that ends with `// wrong` must be refused, and no other.
const uses: Readonly<Record<string, string>> = {
  'define.ts': `import 'belfry/define'
const bell = document.createElement('notification-bell')
bell.addEventListener('notification-click', ({ path }) => path?.length)
bell.addEventListener('notification-click', ({ pth }) => pth) // wrong
bell.theme = 'blue' // wrong
bell.density = 'compact'
bell.inbox = 1 // wrong
`,
  'react.tsx': `import type {} from 'belfry/react'
export const right = (
  <notification-provider endpoint="/belfry" token-url="/token">
    <notification-bell
      ref={(bell) => void bell?.show()}
      max-count={9}
      theme="dark"
      title-count
      className="bell"
      getToken={async () => 'token'}
      onnotification-click={(event) => void event.path?.length}
    />
  </notification-provider>
)
export const wrong = <notification-bell theme="blue" /> // wrong
export const late = <notification-bell onnotification-click={(e: MouseEvent) => e} /> // wrong
`,
  'vue.ts': `import type {} from 'belfry/vue'
import type { GlobalComponents } from 'vue'
import type { InboxOpenEvent, NotificationClickEvent } from 'belfry'
type Bell = InstanceType<GlobalComponents['notification-bell']>
export const props: Bell['$props'] = { 'max-count': 9, theme: 'dark', class: 'bell' }
export const wrong: Bell['$props'] = { theme: 'blue' } // wrong
export function emit(bell: Bell, click: NotificationClickEvent, open: InboxOpenEvent) {
  bell.$emit('notification-click', click)
  bell.$emit('notification-click', open) // wrong
}
`,
  'svelte.ts': `import type {} from 'belfry/svelte'
import type { SvelteHTMLElements } from 'svelte/elements'
type Bell = SvelteHTMLElements['notification-bell']
export const right: Bell = { 'max-count': 9, 'onnotification-click': ({ path }) => path?.length }
export const wrong: Bell = { theme: 'blue' } // wrong
`,
}

const wrongLines = (name: string, text: string) =>
  text
    .split('\n')
    .flatMap((line, index) => (line.endsWith('// wrong') ? [`${name}:${index + 1}`] : []))

let mistakes: readonly string[]

// One program for all: most of its time goes into the types of the platform and the frameworks.
beforeAll(() => {
  const complete = Object.fromEntries(
    (Object.keys(frameworks) as Framework[]).map((name) => [`all-${name}.ts`, everythingIn(name)]),
  )
  mistakes = typeMistakes({ ...uses, ...complete, 'listeners.ts': everyListener() })
}, 120_000)

const mistakesIn = (name: string) => mistakes.filter((line) => line.startsWith(`${name}:`))

describe('belfry/define', () => {
  it('declares the events with the types of the reference', () => {
    expect(mistakesIn('listeners.ts')).toEqual([])
  })
})

describe('the types', () => {
  it.each(Object.keys(frameworks))('for %s have every attribute, property and event', (name) => {
    expect(mistakesIn(`all-${name}.ts`)).toEqual([])
  })

  it.each(Object.entries(uses))(
    'take what is right and refuse what is wrong in %s',
    (name, text) => {
      const found = mistakesIn(name).map((line) => line.split(' ', 1)[0])
      expect([...new Set(found)], mistakesIn(name).join('\n')).toEqual(wrongLines(name, text))
    },
  )
})
