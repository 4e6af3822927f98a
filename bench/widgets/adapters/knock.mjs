import { textOf } from '../lib/socket-text.mjs'

/**
 * @import { WebSocket } from 'ws'
 * @import { Adapter, Call, Mock, Parts } from '../lib/adapters.mjs'
 * @import { Item, Store } from '../lib/corpus.mjs'
 */

/** @param {Item} item */
const entryOf = ({ id, actor, title, body, url, createdAt, isRead }) => ({
  __cursor: id,
  id,
  __typename: 'FeedItem',
  activities: [],
  actors: [
    {
      __typename: 'User',
      id: actor,
      name: actor,
      avatar: null,
      email: null,
      created_at: null,
      updated_at: createdAt,
    },
  ],
  blocks: [
    {
      name: 'body',
      type: 'markdown',
      content: title,
      rendered: `<p><strong>${title}</strong></p><p>${body}</p>`,
    },
    { name: 'action_url', type: 'text', content: url, rendered: url },
  ],
  inserted_at: createdAt,
  updated_at: createdAt,
  read_at: isRead ? createdAt : null,
  seen_at: isRead ? createdAt : null,
  clicked_at: null,
  interacted_at: null,
  link_clicked_at: null,
  archived_at: null,
  total_actors: 1,
  total_activities: 1,
  data: {},
  source: { key: 'activity', version_id: 'v1', categories: [] },
  tenant: null,
})

/** @param {Store} store */
const metadataOf = ({ items, unread }) => ({
  total_count: items.length,
  unread_count: unread,
  unseen_count: unread,
})

/**
 * Answers with a page of the feed: the newest rows, those after a cursor, or the newer ones that
 * follow it (`before`).
 *
 * @param {Call} call
 * @param {Store} store
 */
function sendFeed({ url, send }, store) {
  const { searchParams: query } = url
  const size = Number(query.get('page_size')) || 50
  const before = query.get('before')
  const { items, hasMore } = before
    ? { items: store.newerThan(before).slice(-size), hasMore: true }
    : store.page(size, query.get('after'))
  send({
    entries: items.map(entryOf),
    meta: metadataOf(store),
    page_info: {
      before: null,
      after: hasMore ? (items.at(-1)?.id ?? null) : null,
      page_size: size,
      __typename: 'PageInfo',
    },
  })
  return before ? 'newer feed' : 'feed'
}

/**
 * The topics that a socket has joined, each with its join reference and the ids of its clients.
 *
 * @typedef {Map<string, { joinRef: string, ids: string[] }>} Topics
 */

class Channels {
  /** @type {WeakMap<WebSocket, Topics>} */
  #joined = new WeakMap()

  /** @param {WebSocket} socket */
  of(socket) {
    return this.#joined.get(socket) ?? /** @type {Topics} */ (new Map())
  }

  /** Speaks the channel protocol of Phoenix: every message is answered. @param {WebSocket} socket */
  accept(socket) {
    const topics = /** @type {Topics} */ (new Map())
    this.#joined.set(socket, topics)
    socket.on('message', (message) => {
      const [joinRef, ref, topic, event, payload] =
        /** @type {[string, string, string, string, object?]} */ (JSON.parse(textOf(message)))
      if (event === 'phx_join') topics.set(topic, { joinRef, ids: Object.keys(payload ?? {}) })
      if (event === 'phx_leave') topics.delete(topic)
      const reply = [joinRef, ref, topic, 'phx_reply', { status: 'ok', response: {} }]
      socket.send(JSON.stringify(reply))
    })
  }
}

/** @param {Parts} parts @returns {Mock} */
function mock({ store, sockets }) {
  const channels = new Channels()
  return {
    http(call) {
      const { url, method, send } = call
      const path = url.pathname
      const answer = (/** @type {string} */ route, /** @type {object} */ json) => {
        send(json)
        return route
      }
      if (path.endsWith('/settings'))
        return answer('settings', { features: { branding_required: false } })
      if (/\/v1\/users\/[^/]+\/feeds\//.test(path) && method === 'GET') return sendFeed(call, store)
      if (path.startsWith('/v1/users/')) return answer('identify', { id: 'bench-user' })
      if (path.startsWith('/v1/')) return answer('write', { id: 'op', status: 'queued' })
      return false
    },
    socket: (socket) => channels.accept(socket),
    publish() {
      const metadata = metadataOf(store)
      const event = 'new-message'
      for (const socket of sockets)
        for (const [topic, { joinRef, ids }] of channels.of(socket)) {
          const data = Object.fromEntries(ids.map((id) => [id, { metadata }]))
          const payload = { event, attn: ids, metadata, data }
          socket.send(JSON.stringify([joinRef, null, topic, event, payload]))
        }
    },
  }
}

/** Knock: a REST feed, and a Phoenix channel that says that there is something new. @type {Adapter} */
export const adapter = {
  name: 'knock',
  title: 'Knock (@knocklabs/react)',
  kind: 'inbox',
  packages: ['@knocklabs/react', '@knocklabs/client', 'react', 'react-dom'],
  firstPage: 50,
  badgeNote: 'the badge ends at "9+" and counts unseen ones, so opening the list clears it',
  notes: [
    'a push has counts only, and one request at a time fetches rows; after a burst of 1,000 the list has 50 new rows, so part of the work is not done',
    'which rows "before" returns when more than a page is new is a guess of the mock',
  ],
  mock,
}
