import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { describeElements } from '../scripts/lib/manifest.mjs'
import { controlFor } from '../stories/support/controls.js'
import { tokensOf, type Manifest } from '../stories/support/manifest.js'
import { asHostWrites, INBOX_ORIGIN } from '../stories/support/source.js'
import { elementTags } from './support/element-tags.js'

interface Declaration {
  readonly attributes?: readonly {
    readonly name: string
    readonly type?: { readonly text: string }
  }[]
}

const read = (path: string) => readFileSync(path, 'utf8')

describe('the stories', () => {
  it.each(elementTags)('show <%s>', (tag) => {
    expect(read(`stories/${tag}.stories.ts`)).toContain(`component: '${tag}'`)
  })

  it('are served by the worker of the msw that is installed', () => {
    const worker = 'mockServiceWorker.js'
    expect(read(`.storybook/public/${worker}`)).toBe(read(`node_modules/msw/lib/${worker}`))
  })
})

describe('the table of an element', () => {
  const manifest = describeElements()

  it('has a control for each attribute but those that name the story’s own server', async () => {
    const { modules } = (await manifest) as { modules: { declarations: Declaration[] }[] }
    const without = modules
      .flatMap(({ declarations }) => declarations)
      .flatMap(({ attributes = [] }) => attributes)
      .map(({ name, type }) => ({ name, type: type?.text, category: 'attributes' }))
      .filter((row) => controlFor(row).control === false)
      .map(({ name }) => name)
    expect([...new Set(without)].sort()).toEqual(['endpoint', 'member', 'transport'])
  })

  it('has a colour control for each token that is a colour', async () => {
    const tokens = tokensOf((await manifest) as Manifest)
    const category = 'css custom properties'
    const types = new Map(
      tokens.map(({ name, light, dark }) => {
        const value = light === dark ? light : `light-dark(${light}, ${dark})`
        const { control } = controlFor({ name, category, default: value })
        return [name, control && control.type]
      }),
    )
    expect(types.get('--belfry-accent')).toBe('color')
    expect(types.get('--belfry-badge')).toBe('color')
    expect([...types].flatMap(([name, type]) => (type === 'text' ? name : [])).sort()).toEqual([
      '--belfry-bell-size',
      '--belfry-confetti',
      '--belfry-radius',
      '--belfry-shadow',
      '--belfry-sticky-inset',
      '--belfry-toast-inset',
    ])
  })

  it('offers the values of an attribute', () => {
    const row = { name: 'theme', category: 'attributes', type: "'light' | 'dark' | undefined" }
    expect(controlFor(row)).toEqual({
      control: { type: 'select' },
      options: [undefined, 'light', 'dark'],
    })
  })
})

it('"Show code" prints the markup of a page, without a story’s own address', () => {
  const code = `<notification-bell\n      endpoint="${INBOX_ORIGIN}/1-2-3"\n      open=""\n    ></notification-bell>`
  expect(asHostWrites(code)).toBe(
    '<notification-bell\n  endpoint="https://notifications.example.com"\n  open\n></notification-bell>',
  )
})
