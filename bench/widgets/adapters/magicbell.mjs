/**
 * @import { Adapter, Mock, Parts } from '../lib/adapters.mjs'
 * @import { Item } from '../lib/corpus.mjs'
 */

/** @param {Item} item */
const rowOf = ({ id, title, body, url, createdAt, isRead }) => ({
  id,
  title,
  content: body,
  action_url: url,
  category: 'activity',
  topic: null,
  custom_attributes: {},
  archived_at: null,
  discarded_at: null,
  created_at: createdAt,
  sent_at: createdAt,
  updated_at: createdAt,
  read_at: isRead ? createdAt : null,
  seen_at: isRead ? createdAt : null,
  user_id: 'bench-user',
})

/** @param {unknown} body */
const tokenOf = (body) => ({
  id: 'token',
  token: /** @type {{ token?: string } | undefined} */ (body)?.token ?? 'x'.repeat(64),
  created_at: new Date().toISOString(),
  connection_id: null,
  discarded_at: null,
  updated_at: null,
})

/** @param {Parts} parts @returns {Mock} */
const mock = ({ store, sockets, origin }) => ({
  http({ url, method, body, send }) {
    const list = '/magicbell/notifications'
    if (url.pathname === list && method === 'GET') {
      const { searchParams: query } = url
      const size = Number(query.get('limit')) || 50
      const { items, hasMore } = store.page(size, query.get('starting_after'))
      const first = `${origin}${list}`
      const next = hasMore ? `${first}?starting_after=${items.at(-1)?.id ?? ''}` : null
      send({ data: items.map(rowOf), links: { first, next, prev: null } })
      return 'list'
    }
    if (url.pathname === '/magicbell/channels/in_app/inbox/tokens') {
      send(tokenOf(body))
      return 'token'
    }
    if (!url.pathname.startsWith('/magicbell/')) return false
    send()
    return 'write'
  },
  socket: () => undefined,
  publish({ id }) {
    const message = { id: `e${id}`, name: 'notifications/new', data: { id } }
    for (const socket of sockets) socket.send(JSON.stringify(message))
  },
})

/** MagicBell: each message of its WebSocket makes the widget fetch again. @type {Adapter} */
export const adapter = {
  name: 'magicbell',
  title: 'MagicBell (@magicbell/react)',
  kind: 'inbox',
  packages: ['@magicbell/react', 'magicbell-js', 'react', 'react-dom'],
  // It draws only the rows in view.
  firstPage: 5,
  badgeNote: 'the bell has no mark; the count is that of the unread rows in its local store',
  hasNoBadge: true,
  pollMs: 250,
  burstLimitMs: 90_000,
  // It also polls every 60 s.
  catchUpMs: 75_000,
  notes: [
    'each push starts to fetch the whole history again, with 500 ms between pages; 1,000 pushes would need about 21,000 requests',
    'the time to load 1,000 rows is this pause, 20 times',
    'it also polls every 60 s, which would explain a late recovery after an outage',
  ],
  mock,
}
