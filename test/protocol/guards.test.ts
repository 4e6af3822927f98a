import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  isCommandResponse,
  isFrame,
  isPage,
  isRow,
  parseFrame,
  ProtocolError,
} from '../../src/protocol/index.js'
import * as schemas from '../../src/protocol/schemas.js'
import { memberRow } from '../../src/testing/fixtures.js'
import { arbitraryFrame, arbitraryPage, arbitraryRow, damaged } from '../support/arbitraries.js'

const runs = { numRuns: 1_000 }

describe('the guards that pages run', () => {
  it('accept every frame, page and row that the schemas accept', () => {
    fc.assert(
      fc.property(arbitraryFrame, (frame) => isFrame(frame) && v.is(schemas.frame, frame)),
      runs,
    )
    fc.assert(
      fc.property(arbitraryPage, (page) => isPage(page) && v.is(schemas.page, page)),
      runs,
    )
    fc.assert(
      fc.property(arbitraryRow, (row) => isRow(row) && v.is(schemas.row, row)),
      runs,
    )
  })

  it('give the same verdict as the schemas on a frame with one part damaged', () => {
    fc.assert(
      fc.property(damaged(arbitraryFrame), (value) => {
        expect(isFrame(value)).toBe(v.is(schemas.frame, value))
      }),
      { numRuns: 4_000 },
    )
  })

  it('give the same verdict as the schemas on a damaged page, row and command response', () => {
    const response = fc.record({
      results: fc.array(
        fc.record({
          id: fc.uuid(),
          status: fc.constantFrom('applied', 'repeated', 'refused'),
        }),
        { maxLength: 2 },
      ),
      frame: arbitraryFrame,
    })
    fc.assert(
      fc.property(damaged(arbitraryPage), damaged(arbitraryRow), damaged(response), (p, r, c) => {
        expect(isPage(p)).toBe(v.is(schemas.page, p))
        expect(isRow(r)).toBe(v.is(schemas.row, r))
        expect(isCommandResponse(c)).toBe(v.is(schemas.commandResponse, c))
      }),
      { numRuns: 2_000 },
    )
  })

  const noFrames: readonly unknown[] = [
    null,
    undefined,
    0,
    'hello',
    [],
    {},
    { type: 'toString' },
    { type: 1 },
    { type: { toString: null } },
  ]

  it.each(noFrames.map((value) => [JSON.stringify(value) ?? 'undefined', value]))(
    'refuse %s as a frame',
    (_, value) => {
      expect(isFrame(value)).toBe(false)
    },
  )
})

describe('parseFrame', () => {
  it('reads a frame', () => {
    const heartbeat = {
      type: 'heartbeat',
      inbox: 'i',
      epoch: 'e',
      position: { u: 1, b: 2 },
      now: '2026-01-01T00:00:00Z',
    }
    expect(parseFrame(JSON.stringify(heartbeat))).toEqual(heartbeat)
  })

  it('skips an unknown type of a newer server', () => {
    expect(parseFrame('{"type":"weather","sky":"blue"}')).toBeNull()
  })

  it('skips unknown fields of a newer server', () => {
    const row = { ...memberRow(), weight: 3 }
    expect(isRow(row)).toBe(true)
  })

  it.each([
    ['text that is no JSON', '{"type":', 'not-json'],
    [
      'a known type with a wrong field',
      '{"type":"heartbeat","inbox":"i","epoch":"e","position":{"u":-1,"b":0},"now":""}',
      'malformed',
    ],
    ['a value without a type', '[]', 'malformed'],
  ])('throws a protocol error for %s', (_name, json, code) => {
    expect(() => parseFrame(json)).toThrow(ProtocolError)
    expect(() => parseFrame(json)).toThrow(code)
  })
})
