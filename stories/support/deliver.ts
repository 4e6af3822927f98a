import type { Content } from '../../src/protocol/index.js'
import type { FakeServer } from '../../src/testing/fake-server.js'
import { example, translations } from '../../src/testing/fixtures.js'
import type { Surroundings } from './surroundings.js'

const MINUTE_MS = 60_000

/** The ages of the notifications of a list, in minutes: newest first, from now to last month. */
const ages = [0, 2, 18, 55, 130, 400, 1_500, 3_100, 6_000, 20_000, 45_000]

/** The options for delivering a list. */
export interface DeliverOptions {
  /**
   * The number of unread notifications, counted from the newest.
   *
   * @default all
   */
  readonly unreadCount?: number
}

/**
 * Delivers notifications in the order of the list: the newest first, each older than the one
 * before.
 */
export function deliver(
  server: FakeServer,
  contents: readonly Content[],
  { unreadCount = Infinity }: DeliverOptions = {},
): void {
  for (const [index, content] of [...contents.entries()].reverse()) {
    const age = ages[index] ?? 45_000 + index
    const createdAt = new Date(Date.now() - age * MINUTE_MS).toISOString()
    const readPos = index < unreadCount ? 0 : server.position.u + 1
    server.add({ content, createdAt, readPos })
  }
}

/** Delivers the notifications of a typical day, in the language of the page. */
export function deliverDay(server: FakeServer, { language }: Surroundings): void {
  const translated = Object.entries(translations).find(([name]) => name === language)?.[1]
  deliver(server, translated ?? day, { unreadCount: 3 })
}

const day = [
  example('live_class.started'),
  example('comment.replied'),
  example('points.earned'),
  example('lesson.published'),
  example('exam.graded'),
  example('document.published'),
  example('certificate.issued'),
]
