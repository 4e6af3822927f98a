/** @import { Adapter, Mock, Parts } from '../lib/adapters.mjs' */

/** @param {Parts} parts @returns {Mock} */
const mock = ({ store, streams, addStream }) => ({
  http({ url, response, send }) {
    const { searchParams: query } = url
    switch (url.pathname) {
      case '/floor/stream':
        response.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
        })
        response.write(': hi\n\n')
        addStream(response)
        return 'stream'
      case '/floor/sync': {
        const since = query.get('since')
        send({ unread: store.unread, items: since ? store.newerThan(since) : [] })
        return 'sync'
      }
      case '/floor/list':
        send({
          ...store.page(Number(query.get('limit')), query.get('after')),
          unread: store.unread,
        })
        return 'list'
      default:
        return false
    }
  },
  publish(item) {
    for (const stream of streams) stream.write(`data: ${JSON.stringify(item)}\n\n`)
  },
})

/** The least code that is still a bell with a live list, over server-sent events. @type {Adapter} */
export const adapter = {
  name: 'floor',
  title: 'Floor (hand-written, no dependency)',
  kind: 'inbox',
  packages: [],
  firstPage: 20,
  notes: ['the JavaScript heap leaves out the memory that the browser itself needs for rows'],
  mock,
}
