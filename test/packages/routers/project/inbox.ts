import { createInbox, type Row, type Snapshot, type Transport } from 'belfry'
import 'belfry/define'

const now = new Date().toISOString()

/** A notification of a new lesson, as a server would send it. */
const row = (number: number, title: string, actionUrl: string): Row => ({
  id: `01900000-0000-7000-8000-00000000000${number}`,
  scope: 'member',
  category: 'learning',
  createdAt: now,
  kind: 'created',
  rev: number,
  revb: 0,
  pos: number,
  alertPos: number,
  readPos: 0,
  gonePos: 0,
  raisedU: 0,
  readAtU: 0,
  retracted: false,
  content: { type: 'lesson.published', title, message: 'New lesson', actionUrl },
})

const snapshot = (base: string): Snapshot => ({
  type: 'snapshot',
  reason: null,
  inbox: base,
  epoch: 'first',
  to: 'first:2',
  position: { u: 2, b: 0 },
  head: { rev: 0, read: {}, clear: {}, seen: { u: 0, b: 0 } },
  counts: { unread: 2, unreadByCategory: { learning: 2 }, unseen: 2 },
  features: { gamification: true },
  now,
  notifications: [
    row(2, 'Inside', `${base}/lessons/1?tab=notes#end`),
    row(1, 'Beside', '/elsewhere'),
  ],
  next: null,
})

const silent: Transport = {
  name: 'silent',
  async *open({ signal }) {
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  },
}

/** Gives the page's bell two notifications: one below the router's base, one beside it. */
export function fillBell(base: string): void {
  const inbox = createInbox({
    endpoint: `https://${base.slice(1)}.example`,
    transports: [silent],
    fetch: (input) =>
      String(input).includes('/v1/inbox?')
        ? Promise.resolve(Response.json(snapshot(base)))
        : Promise.reject(new TypeError('this member is alone')),
  })
  for (const bell of document.querySelectorAll('notification-bell')) bell.inbox = inbox
}
