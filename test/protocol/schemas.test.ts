import * as v from 'valibot'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type {
  Command,
  CommandRequest,
  CommandResponse,
  Content,
  Counts,
  Frame,
  Head,
  Page,
  Row,
} from '../../src/protocol/index.js'
import * as schemas from '../../src/protocol/schemas.js'

describe('the schemas', () => {
  it('give what the types describe', () => {
    expectTypeOf<v.InferOutput<typeof schemas.frame>>().toExtend<Frame>()
    expectTypeOf<v.InferOutput<typeof schemas.page>>().toExtend<Page>()
    expectTypeOf<v.InferOutput<typeof schemas.row>>().toExtend<Row>()
    expectTypeOf<v.InferOutput<typeof schemas.head>>().toExtend<Head>()
    expectTypeOf<v.InferOutput<typeof schemas.counts>>().toExtend<Counts>()
    expectTypeOf<v.InferOutput<typeof schemas.content>>().toExtend<Content>()
    expectTypeOf<v.InferOutput<typeof schemas.commandResponse>>().toExtend<CommandResponse>()
  })

  it('give the commands that the types describe', () => {
    expectTypeOf<v.InferOutput<typeof schemas.command>>().toExtend<Command>()
    expectTypeOf<v.InferOutput<typeof schemas.commandRequest>>().toExtend<CommandRequest>()
  })

  const id = '01900000-0000-7000-8000-000000000001'
  it.each([
    { id, type: 'read', notification: id, pos: 3 },
    { id, type: 'remove', notification: id, pos: 'latest', at: 'c' },
    { id, type: 'unread', notification: id },
    { id, type: 'read-all', upTo: 'c' },
    { id, type: 'clear-all', upTo: 'c', category: 'learning' },
    { id, type: 'clear-read', upTo: 'c' },
    { id, type: 'seen', upTo: 'c' },
    { id, type: 'undo', command: id },
  ])('take the command %j', (command) => {
    expect(v.is(schemas.command, command)).toBe(true)
  })

  it.each([
    { id: 'x', type: 'read', notification: id, pos: 3 },
    { id, type: 'read', notification: id },
    { id, type: 'read', notification: id, pos: -1 },
    { id, type: 'read', notification: id, pos: 'first' },
    { id, type: 'read-all' },
    { id, type: 'read-all', upTo: '' },
    { id, type: 'read-all', upTo: 'c'.repeat(129) },
    { id, type: 'undo' },
    { id, type: 'explode' },
  ])('refuse the command %j', (command) => {
    expect(v.is(schemas.command, command)).toBe(false)
  })

  it('take 1 to 50 commands', () => {
    const commands = (count: number) => ({
      base: 'c',
      commands: Array.from({ length: count }, () => ({ id, type: 'unread', notification: id })),
    })
    expect(v.is(schemas.commandRequest, commands(0))).toBe(false)
    expect(v.is(schemas.commandRequest, commands(50))).toBe(true)
    expect(v.is(schemas.commandRequest, commands(51))).toBe(false)
  })
})
