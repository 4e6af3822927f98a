import { textOf } from '../lib/socket-text.mjs'

/**
 * @import { Adapter, Call, Mock, Parts } from '../lib/adapters.mjs'
 * @import { Item, Store } from '../lib/corpus.mjs'
 */

const user = { id: 'u1', subscriberId: 'bench-user' }
const workflow = { id: 'w1', identifier: 'activity', name: 'Activity', critical: false, tags: [] }
const session = {
  token: 'bench',
  removeNovuBranding: false,
  isDevelopmentMode: false,
  maxSnoozeDurationHours: 24,
  applicationIdentifier: 'bench-app',
}

/** @param {number} total */
const bySeverity = (total) => ({ total, severity: { high: 0, medium: 0, low: 0, none: total } })

/** @param {Item} item */
const common = ({ id, title, createdAt }) => ({
  transactionId: `t${id}`,
  subject: title,
  createdAt,
  deliveredAt: [createdAt],
  tags: [],
  data: {},
  severity: 'none',
})

/** A notification as the API lists it. @param {Item} item */
const listed = (item) => ({
  ...common(item),
  id: item.id,
  body: item.body,
  to: user,
  isRead: item.isRead,
  isSeen: item.isRead,
  isArchived: false,
  isSnoozed: false,
  readAt: null,
  archivedAt: null,
  channelType: 'in_app',
  redirect: { url: item.url, target: '_self' },
  workflow: { ...workflow, severity: 'none' },
})

/** A notification as the socket sends it. @param {Item} item */
const pushed = (item) => ({
  ...common(item),
  _id: item.id,
  content: item.body,
  subscriber: { _id: user.id, subscriberId: user.subscriberId },
  read: item.isRead,
  seen: item.isRead,
  archived: false,
  channel: 'in_app',
  cta: { data: { url: item.url, target: '_self' } },
  workflow,
})

/**
 * Answers how many notifications match each filter: all unread ones have the severity "none".
 *
 * @param {Call} call
 * @param {Store} store
 */
function sendCounts({ url, send }, store) {
  /** @type {{ severity?: string, archived?: boolean, snoozed?: boolean }[]} */
  const filters = JSON.parse(url.searchParams.get('filters') ?? '[]')
  const matches = (/** @type {(typeof filters)[number]} */ { severity, archived, snoozed }) =>
    (!severity || severity === 'none') && !archived && !snoozed
  send({
    data: filters.map((filter) => ({ filter, count: matches(filter) ? store.unread : 0 })),
  })
  return 'count'
}

/** @param {Call} call @param {Store} store */
function sendList({ url, send }, store) {
  const { searchParams: query } = url
  if (query.get('archived') === 'true' || query.get('snoozed') === 'true') {
    send({ data: [], hasMore: false, filter: {} })
    return 'list of others'
  }
  const { items, hasMore } = store.page(Number(query.get('limit')) || 10, query.get('after'))
  send({ data: items.map(listed), hasMore, filter: {} })
  return 'list'
}

/** @param {Parts} parts @returns {Mock} */
const mock = ({ store, sockets }) => ({
  http(call) {
    const { url, method, send } = call
    const path = url.pathname.replace('/v1/inbox/', '')
    if (path === url.pathname) return false
    if (path === 'session') {
      const { unread } = store
      const counts = { totalUnreadCount: unread, unreadCount: bySeverity(unread) }
      send({ data: { ...session, ...counts } })
      return 'session'
    }
    if (path === 'notifications/count') return sendCounts(call, store)
    if (path === 'notifications' && method === 'GET') return sendList(call, store)
    if (path.startsWith('preferences')) {
      send({ data: [] })
      return 'preferences'
    }
    send()
    return 'write'
  },
  socket(socket) {
    socket.on('message', (message) => {
      if (textOf(message) === 'ping') socket.send('pong')
    })
  },
  publish(item) {
    const messages = [
      { event: 'notification_received', data: { message: pushed(item) } },
      { event: 'unseen_count_changed', data: { unseenCount: store.unread } },
      { event: 'unread_count_changed', data: { counts: bySeverity(store.unread) } },
    ].map((message) => JSON.stringify(message))
    for (const socket of sockets) for (const message of messages) socket.send(message)
  },
})

/** Novu over PartySocket, the default of its hosted service. @type {Adapter} */
export const adapter = {
  name: 'novu',
  title: 'Novu (@novu/js)',
  kind: 'inbox',
  packages: ['@novu/js'],
  firstPage: 10,
  badgeNote: 'the bell shows a dot, no number',
  notes: [
    'each push makes the widget ask for the counts twice over HTTP, in every tab; of those for 1,000 pushes, Chromium itself refused about a quarter (ERR_INSUFFICIENT_RESOURCES)',
    'while the inbox is open, new notifications stay behind a button: no row is added',
    'measured with PartySocket, not with the Socket.IO of a self-hosted Novu',
  ],
  mock,
}
