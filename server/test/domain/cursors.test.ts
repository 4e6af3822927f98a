import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from 'belfry/protocol'
import { createCursors } from '../../src/domain/cursors.js'

const cursors = createCursors(new Uint8Array(32).fill(7))
const key = { platform: 'school', member: 'ana' }
const content = { epoch: 'mwrv-0a1b2c3d', position: { u: 12, b: 34 } }

describe('a cursor', () => {
  it('is read as it was written, and is short and safe in a URL and a header', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (u, b) => {
        const cursor = cursors.write(key, { ...content, position: { u, b } })
        expect(cursors.read(key, cursor)).toEqual({ ...content, position: { u, b } })
        expect(cursor.length).toBeLessThanOrEqual(limits.cursorLength)
        expect(encodeURIComponent(cursor)).toBe(cursor)
      }),
    )
  })

  it('is valid for its member only', () => {
    const cursor = cursors.write(key, content)
    expect(cursors.read({ ...key, member: 'leo' }, cursor)).toBeNull()
    expect(cursors.read({ ...key, platform: 'other' }, cursor)).toBeNull()
    // The parts of a key must stay separate.
    expect(cursors.read({ platform: 'schoola', member: 'na' }, cursor)).toBeNull()
  })

  it('is invalid after a change of any character', () => {
    const cursor = cursors.write(key, content)
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.constantFrom(...'0az9-_.'), (place, sign) => {
        const changed = cursor.slice(0, place) + sign + cursor.slice(place + 1)
        // The last character of base64url has two bits that belong to no byte.
        fc.pre(changed !== cursor && place !== cursor.length - 1)
        expect(cursors.read(key, changed)).toBeNull()
      }),
    )
  })

  it('is invalid on a server with another secret', () => {
    const other = createCursors(new Uint8Array(32).fill(8))
    expect(other.read(key, cursors.write(key, content))).toBeNull()
  })

  it('is refused without an exception, whatever it contains', () => {
    fc.assert(fc.property(fc.string(), (text) => cursors.read(key, text) === null))
  })
})

describe('a page token', () => {
  const place = {
    createdAt: '2026-01-31T12:00:00.123Z',
    id: '0195a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b',
  }

  it('is read as it was written', () => {
    expect(cursors.readPageToken(key, cursors.writePageToken(key, place))).toEqual(place)
  })

  it('is not a cursor, and is valid for its member only', () => {
    const token = cursors.writePageToken(key, place)
    expect(cursors.read(key, token)).toBeNull()
    expect(cursors.readPageToken({ ...key, member: 'leo' }, token)).toBeNull()
  })

  it('is invalid after a change of any character', () => {
    const token = cursors.writePageToken(key, place)
    fc.assert(
      fc.property(fc.nat(token.length - 2), fc.constantFrom(...'0af-_.'), (index, sign) => {
        const changed = token.slice(0, index) + sign + token.slice(index + 1)
        fc.pre(changed !== token)
        expect(cursors.readPageToken(key, changed)).toBeNull()
      }),
    )
  })
})

describe('the name of an inbox', () => {
  it('is the same after a restart, and another one for each member, platform and secret', () => {
    const name = cursors.inboxName(key)
    expect(createCursors(new Uint8Array(32).fill(7)).inboxName(key)).toBe(name)
    const others = [
      cursors.inboxName({ ...key, member: 'leo' }),
      cursors.inboxName({ ...key, platform: 'other' }),
      cursors.inboxName({ platform: 'schoola', member: 'na' }),
      createCursors(new Uint8Array(32).fill(8)).inboxName(key),
    ]
    expect(new Set([name, ...others]).size).toBe(5)
  })

  it('reveals neither the platform nor the member', () => {
    expect(cursors.inboxName(key)).toMatch(/^[\w-]{22}$/)
    expect(cursors.inboxName(key)).not.toMatch(/school|ana/)
  })
})
