import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/protocol/index.js'
import { memberRow } from '../../../src/testing/fixtures.js'
import { ModelServer } from '../../../src/testing/model/model-server.js'
import type { ModelOptions } from '../../../src/testing/model/model-options.js'

const modelWith = (count: number, options?: ModelOptions): ModelServer => {
  const model = new ModelServer(() => undefined, options)
  for (let position = 1; position <= count; position += 1) model.deliver(memberRow({ position }))
  return model
}

describe('the limits of the model', () => {
  it('are those of a real server unless a test sets others', () => {
    const model = modelWith(201)
    expect(model.snapshot().notifications).toHaveLength(30)
    expect(model.resume('e001.1.0')).toMatchObject({ type: 'delta' })
    expect(model.resume('e001.0.0')).toMatchObject({ type: 'snapshot', reason: 'too-far' })
  })

  it('set the rows of a page and of a delta', () => {
    const model = modelWith(5, { pageRows: 2, deltaRows: 4 })
    const { notifications, next } = model.snapshot()
    expect(notifications.map(({ pos }) => pos)).toEqual([5, 4])
    expect(model.page(next).notifications.map(({ pos }) => pos)).toEqual([3, 2])
    expect(model.resume('e001.1.0')).toMatchObject({ type: 'delta' })
    expect(model.resume('e001.0.0')).toMatchObject({ reason: 'too-far' })
  })
})

describe('a row that a test delivers', () => {
  it('takes the next place and the place of the row with its id', () => {
    const model = modelWith(2)
    const [newest] = model.visible()
    model.deliver(memberRow({ ...newest, gonePos: 2 }))
    expect(model.cursor).toBe('e001.3.0')
    expect(model.visible().map(({ pos }) => pos)).toEqual([1])
  })

  it('is not stored while its category is hidden', () => {
    const model = modelWith(0)
    model.switchAddon()
    model.deliver(memberRow({ category: 'gamification' }))
    model.switchAddon()
    expect(model.rows()).toEqual([])
  })
})

describe('a command', () => {
  const remove: Command = { id: 'a', type: 'remove', notification: memberRow().id, pos: 'latest' }
  const unread: Command = { id: 'b', type: 'unread', notification: memberRow().id }

  it('of a removed notification to mark it as unread changes nothing', () => {
    const model = modelWith(1)
    const { results } = model.send(model.cursor, [remove, unread])
    expect(results.map(({ status }) => status)).toEqual(['applied', 'applied'])
    expect(model.visible()).toEqual([])
    expect(model.cursor).toBe('e001.2.0')
  })

  it('gives its rows the kind of the change', () => {
    const model = modelWith(1)
    model.send(model.cursor, [unread])
    expect(model.visible()).toMatchObject([{ kind: 'unread' }])
    model.send(model.cursor, [{ id: 'c', type: 'undo', command: 'b' }])
    expect(model.visible()).toMatchObject([{ kind: 'restored', pos: 1 }])
  })

  it('of a refused command’s undo changes nothing', () => {
    const model = modelWith(1, { refusalOf: ({ id }) => (id === 'a' ? 'rejected' : undefined) })
    const { results } = model.send(model.cursor, [remove, { id: 'c', type: 'undo', command: 'a' }])
    expect(results).toEqual([
      { id: 'a', status: 'refused', code: 'rejected' },
      { id: 'c', status: 'applied' },
    ])
    expect(model.cursor).toBe('e001.1.0')
  })

  it('that is undone gives each stream a snapshot with that reason', () => {
    const model = modelWith(1)
    const base = model.cursor
    model.send(base, [remove, { id: 'c', type: 'undo', command: 'a' }])
    expect(model.resume(base)).toMatchObject({ type: 'snapshot', reason: 'undo' })
  })
})
