import { textOf } from '../lib/socket-text.mjs'

/**
 * @import { Adapter, Mock, Parts } from '../lib/adapters.mjs'
 * @import { Item, Store } from '../lib/corpus.mjs'
 */

/** @param {Item} item */
const messageOf = ({ id, title, body, url, createdAt, isRead }) => ({
  messageId: id,
  accountId: null,
  read: isRead ? createdAt : null,
  archived: null,
  created: createdAt,
  opened: isRead ? createdAt : null,
  title,
  preview: body,
  data: {},
  tags: [],
  trackingIds: { clickTrackingId: `c${id}` },
  actions: [{ content: 'Open', data: {}, href: url }],
})

const isArchived = (/** @type {string} */ query) => /archived:\s*true/.test(query)

/**
 * Answers a query for a page of messages. The archive is empty.
 *
 * @param {string} query
 * @param {Store} store
 */
function messagesFor(query, store) {
  const isEmpty = isArchived(query)
  const limit = Number(/\$limit: Int = (\d+)/.exec(query)?.[1] ?? 24)
  const after = /\$after: String = "([^"]+)"/.exec(query)?.[1]
  const { items, hasMore } = isEmpty ? { items: [], hasMore: false } : store.page(limit, after)
  const total = isEmpty ? 0 : store.items.length
  return {
    count: total,
    unreadCount: isEmpty ? 0 : store.unread,
    messages: {
      totalCount: total,
      pageInfo: { startCursor: items.at(-1)?.id ?? null, hasNextPage: hasMore },
      nodes: items.map(messageOf),
    },
  }
}

/**
 * Answers a query for counts, one for each filter that it declares.
 *
 * @param {string} query
 * @param {Store} store
 */
function countsFor(query, store) {
  const filters = [...query.matchAll(/\$(\w+): FilterParamsInput = (\{[^}]*\})/g)]
  if (filters.length === 0) return /\bcount\(params/.test(query) ? { count: store.unread } : {}
  return Object.fromEntries(
    filters.map(([, name, filter = '']) => [name, isArchived(filter) ? 0 : store.unread]),
  )
}

/** @param {Parts} parts @returns {Mock} */
const mock = ({ store, sockets }) => ({
  http({ url, body, send }) {
    if (url.pathname !== '/inbox/q' && url.pathname !== '/courier/q') {
      if (!url.pathname.startsWith('/courier/')) return false
      send({})
      return 'rest'
    }
    const { query = '' } = /** @type {{ query?: string }} */ (body ?? {})
    if (/^\s*mutation/.test(query)) {
      send({ data: {} })
      return 'mutation'
    }
    const isList = query.includes('messages(')
    send({ data: isList ? messagesFor(query, store) : countsFor(query, store) })
    return isList ? 'messages' : 'counts'
  },
  socket(socket) {
    const send = (/** @type {object} */ message) => socket.send(JSON.stringify(message))
    socket.on('message', (message) => {
      const { tid, action } = /** @type {{ tid: string, action: string }} */ (
        JSON.parse(textOf(message))
      )
      const config = { pingInterval: 60, maxOutstandingPings: 3 }
      if (action === 'get-config') send({ tid, response: 'config', data: config })
      else if (action === 'ping') send({ tid, response: 'pong' })
      else if (action === 'subscribe') send({ tid, response: 'ack' })
    })
  },
  publish(item) {
    const message = { event: 'message', messageId: item.id, data: messageOf(item) }
    for (const socket of sockets) socket.send(JSON.stringify(message))
  },
})

/** Courier's web components: GraphQL over HTTP, and one WebSocket. @type {Adapter} */
export const adapter = {
  name: 'courier',
  title: 'Courier (courier-ui-inbox)',
  kind: 'inbox',
  packages: ['@trycourier/courier-ui-inbox', '@trycourier/courier-js'],
  firstPage: 24,
  badgeNote: 'the bell shows a dot, no number',
  notes: [
    'the whole list is built again for each push, even while it is closed: a burst is quadratic',
    'the last page of a list is shown twice: 1,008 rows of 1,000',
    'after an outage the socket came back (the widget waits 30 s ± 50 %), but no later push was handled: its source drops the listeners on close and never adds them again',
    'the skeleton below the list is animated even when it is out of view; that is the idle load of the open list',
  ],
  mock,
}
