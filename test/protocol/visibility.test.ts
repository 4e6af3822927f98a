import { describe, expect, it } from 'vitest'
import { isUnread, isUnseen, isVisible, type Head } from '../../src/protocol/index.js'
import { broadcastRow, memberRow } from '../../src/testing/fixtures.js'

const head = (parts: Partial<Head> = {}): Head => ({
  rev: 0,
  read: {},
  clear: {},
  seen: { u: 0, b: 0 },
  ...parts,
})
const upTo = (u: number, b: number) => ({ learning: { u, b } })

describe('a notification', () => {
  it('is visible and unread when it arrives', () => {
    expect(isVisible(memberRow(), head())).toBe(true)
    expect(isUnread(memberRow(), head())).toBe(true)
    expect(isUnseen(memberRow(), head())).toBe(true)
  })

  it('is read up to its own mark or that of its category, whichever is further', () => {
    const row = memberRow({ position: 5 })
    expect(isUnread({ ...row, readPos: 4 }, head())).toBe(true)
    expect(isUnread({ ...row, readPos: 5 }, head())).toBe(false)
    expect(isUnread(row, head({ read: upTo(4, 9) }))).toBe(true)
    expect(isUnread(row, head({ read: upTo(5, 0) }))).toBe(false)
    expect(isUnread(row, head({ read: { system: { u: 9, b: 9 } } }))).toBe(true)
  })

  it('is removed up to its own mark or that of its category, and then not unread', () => {
    const row = memberRow({ position: 5 })
    expect(isVisible({ ...row, gonePos: 5 }, head())).toBe(false)
    expect(isVisible(row, head({ clear: upTo(5, 0) }))).toBe(false)
    expect(isUnread(row, head({ clear: upTo(5, 0) }))).toBe(false)
    expect(isVisible({ ...row, retracted: true }, head())).toBe(false)
  })

  it('is visible again when it alerts again', () => {
    const again = { ...memberRow({ position: 5 }), gonePos: 5, pos: 6, alertPos: 6 }
    expect(isVisible(again, head())).toBe(true)
    expect(isVisible({ ...again, gonePos: 0 }, head({ clear: upTo(5, 0) }))).toBe(true)
  })

  it('stays removed when it is only marked as unread', () => {
    const raised = { ...memberRow({ position: 5 }), gonePos: 5, pos: 6 }
    expect(isVisible(raised, head())).toBe(false)
    expect(isUnread(raised, head())).toBe(false)
    expect(isVisible({ ...raised, gonePos: 0 }, head({ clear: upTo(5, 0) }))).toBe(false)
  })

  it('of a broadcast is compared with the broadcast part of each register', () => {
    const row = broadcastRow({ position: 5 })
    expect(isUnread(row, head({ read: upTo(9, 4) }))).toBe(true)
    expect(isUnread(row, head({ read: upTo(0, 5) }))).toBe(false)
  })

  it('of a broadcast stays unread until its mark is settled', () => {
    const row = { ...broadcastRow({ position: 5, readPos: 5 }), raisedU: 7 }
    expect(isUnread(row, head())).toBe(true)
    expect(isUnread({ ...row, readAtU: 7 }, head())).toBe(false)
    expect(isUnread(row, head({ read: upTo(7, 0) }))).toBe(false)
    expect(isUnread({ ...memberRow({ position: 5, readPos: 5 }), raisedU: 7 }, head())).toBe(false)
  })

  it('is seen after the command "seen", and stays seen when it is marked as unread', () => {
    const seen = head({ seen: { u: 5, b: 0 } })
    expect(isUnseen(memberRow({ position: 5 }), seen)).toBe(false)
    expect(isUnseen({ ...memberRow({ position: 5 }), pos: 8 }, seen)).toBe(false)
    expect(isUnseen(memberRow({ position: 6 }), seen)).toBe(true)
    expect(isUnseen(memberRow({ position: 6, readPos: 6 }), seen)).toBe(false)
  })
})
