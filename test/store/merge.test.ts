import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeRow } from '../../src/store/merge.js'
import { broadcastRow, lesson, memberRow } from '../../src/testing/fixtures.js'

describe('mergeRow', () => {
  it('keeps the newer of two copies of a member’s row', () => {
    const old = memberRow({ position: 1 })
    const read = { ...old, rev: 2, readPos: 1, content: null }
    expect(mergeRow(old, read)).toEqual({ ...read, content: old.content })
    expect(mergeRow(read, old)).toEqual({ ...read, content: old.content })
  })

  it('uses each part of a broadcast from the newer copy of that part', () => {
    const shared = { ...broadcastRow({ position: 4 }), content: lesson(4) }
    const own = { ...shared, revb: 1, pos: 1, rev: 9, readPos: 1, content: lesson(1) }
    const merged = { ...shared, rev: 9, readPos: 1 }
    expect(mergeRow(shared, own)).toEqual(merged)
    expect(mergeRow(own, shared)).toEqual(merged)
  })

  it('returns the same row for any order and number of copies', () => {
    // Copies as one server makes them: what a revision says is fixed.
    const copy = fc
      .record({ rev: fc.nat({ max: 4 }), revb: fc.nat({ max: 4 }), silent: fc.boolean() })
      .map(({ rev, revb, silent }) => ({
        ...broadcastRow({ position: 1 }),
        rev,
        readPos: rev,
        revb,
        pos: revb,
        retracted: revb === 4,
        content: silent && revb > 0 ? null : lesson(revb),
      }))
    fc.assert(
      fc.property(fc.array(copy, { minLength: 1, maxLength: 6 }), fc.nat(), (copies, turn) => {
        const start = broadcastRow({ position: 1, rev: 0, revb: 0, content: lesson(0) })
        const shuffled = copies.map((_, n) => copies[(n + turn) % copies.length] ?? start)
        const { content: _a, kind: _b, ...forwards } = copies.reduce(mergeRow, start)
        const { content: _c, kind: _d, ...again } = [...shuffled, ...copies].reduce(mergeRow, start)
        expect(again).toEqual(forwards)
      }),
    )
  })
})
