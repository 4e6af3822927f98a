import { describe, expect, it } from 'vitest'
import {
  divideIntoPages,
  type ListPage,
} from '../../../../src/components/notification-panel/list/list-pages.js'
import type { InboxNotification } from '../../../../src/store/listing.js'

/** The notification of a minute; of two, that of the later minute is listed first. */
const at = (minute: number): InboxNotification => ({
  id: `n${minute}`,
  type: 'lesson.published',
  title: 'New lesson available',
  message: '',
  category: 'learning',
  createdAt: new Date(minute * 60_000).toISOString(),
  isUnread: true,
})

/** The notifications of the minutes from `newest` down to `oldest`. */
const listOf = (newest: number, oldest: number): InboxNotification[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => at(newest - index))

const sizesOf = (pages: readonly ListPage[]) => pages.map(({ rows }) => rows.length)
const beginsOf = (pages: readonly ListPage[]) => pages.map(({ begin }) => begin?.id)

describe('the rows of a day', () => {
  it('are divided into pages of 60', () => {
    const pages = divideIntoPages(listOf(200, 51), [])
    expect(sizesOf(pages)).toEqual([60, 60, 30])
    expect(pages.map(({ above }) => above)).toEqual([0, 60, 120])
    expect(beginsOf(pages)).toEqual([undefined, 'n140', 'n80'])
  })

  it('stay on their pages when a row arrives above them', () => {
    const before = divideIntoPages(listOf(200, 51), [])
    const pages = divideIntoPages(listOf(201, 51), before)
    expect(sizesOf(pages)).toEqual([61, 60, 30])
    expect(beginsOf(pages)).toEqual(beginsOf(before))
  })

  it('stay on their pages when the first row of a page is removed, or one between', () => {
    const before = divideIntoPages(listOf(200, 51), [])
    const left = listOf(200, 51).filter(({ id }) => id !== 'n140' && id !== 'n170')
    const pages = divideIntoPages(left, before)
    expect(sizesOf(pages)).toEqual([59, 59, 30])
    expect(beginsOf(pages)).toEqual(beginsOf(before))
  })

  it('continue on the last page when older rows are loaded', () => {
    const before = divideIntoPages(listOf(200, 111), [])
    expect(sizesOf(before)).toEqual([60, 30])
    expect(sizesOf(divideIntoPages(listOf(200, 81), before))).toEqual([60, 60])
    expect(sizesOf(divideIntoPages(listOf(200, 51), before))).toEqual([60, 60, 30])
  })

  it('never make a page of more than 120, however many arrive above them', () => {
    let pages = divideIntoPages(listOf(200, 51), [])
    for (let newest = 201; newest <= 600; newest += 1)
      pages = divideIntoPages(listOf(newest, 51), pages)
    expect(Math.max(...sizesOf(pages))).toBeLessThanOrEqual(120)
    expect(pages.flatMap(({ rows }) => rows)).toEqual(listOf(600, 51))
  })

  it('join the page above when that has become short', () => {
    const before = divideIntoPages(listOf(200, 51), [])
    const pages = divideIntoPages(listOf(170, 51), before)
    expect(sizesOf(pages)).toEqual([30, 60, 30])
    expect(sizesOf(divideIntoPages(listOf(169, 51), pages))).toEqual([89, 30])
  })

  it('have no pages without rows', () => {
    expect(divideIntoPages([], divideIntoPages(listOf(200, 51), []))).toEqual([])
  })
})
