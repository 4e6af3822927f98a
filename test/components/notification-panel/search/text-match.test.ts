import { expect, it } from 'vitest'
import { matchesText } from '../../../../src/components/notification-panel/search/text-match.js'
import type { InboxNotification } from '../../../../src/store/listing.js'

const notification = { title: 'Matemática', message: 'New lesson' } as InboxNotification

it.each(['matematica', 'TEMÁT', 'lesson', ''])('the text "%s" matches', (text) => {
  expect(matchesText(notification, text)).toBe(true)
})

it.each(['physics', 'lessons'])('the text "%s" does not match', (text) => {
  expect(matchesText(notification, text)).toBe(false)
})
