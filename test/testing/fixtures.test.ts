import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../src/protocol/index.js'
import { row } from '../../src/protocol/schemas.js'
import {
  example,
  examples,
  longTexts,
  memberRow,
  ownType,
  translations,
} from '../../src/testing/fixtures.js'

const each = Object.keys(examples).map((type) => example(type as keyof typeof examples))
const all = [...each, ownType, ...longTexts, ...Object.values(translations).flat()]

describe('the fixtures', () => {
  it('have one example of each type', () => {
    expect(Object.keys(examples).sort()).toEqual(Object.keys(catalogue).sort())
  })

  it.each(all.map((content) => [content.title.slice(0, 40), content] as const))(
    'are what a server may send: %s',
    (_, content) => {
      const { issues = [] } = v.safeParse(row, memberRow({ content }))
      expect(issues.map(({ message }) => message)).toEqual([])
    },
  )

  it('go to the limits of title and message', () => {
    expect(longTexts[0]?.title).toHaveLength(200)
    expect(longTexts[0]?.message).toHaveLength(2_000)
  })
})
