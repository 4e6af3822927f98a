import { BelfryInbox } from './belfry/inbox.mjs'
import { openStream, writeFrame } from './belfry/stream.mjs'
import { answerPoll } from './belfry/polls.mjs'

/**
 * @import { Adapter, Mock, Parts } from '../lib/adapters.mjs'
 * @import { CommandRequest } from '../../../src/protocol/commands.js'
 */

const shown = { inApp: true, toast: true, email: true }
const preferences = {
  categories: { learning: shown, interaction: shown, gamification: shown, system: shown },
  mutes: [],
  quietHours: null,
  celebrations: { duration: 'default', confetti: true, sound: false },
  features: { email: false },
}

/** @param {Parts} parts @returns {Mock} */
function mock({ store, streams, addStream }) {
  const inbox = new BelfryInbox(store)
  inbox.onChange((frame) => {
    for (const stream of streams) writeFrame(stream, frame)
  })
  return {
    http({ url, request, response, body, send }) {
      const { searchParams: query } = url
      const limit = Number(query.get('limit') ?? 30)
      const route = url.pathname.replace('/v1/inbox', 'inbox')
      const lastEvent = request.headers['last-event-id']
      switch (route) {
        case 'inbox':
          send(inbox.snapshot(null, limit))
          return route
        case 'inbox/page':
          send(inbox.page(query.get('after'), limit))
          return route
        case 'inbox/stream':
          openStream(response, inbox, lastEvent?.toString() ?? query.get('cursor'))
          addStream(response)
          return route
        case 'inbox/sync':
          answerPoll(inbox, request, response, query)
          return route
        case 'inbox/commands':
          send(inbox.obey(/** @type {CommandRequest} */ (body)))
          return route
        case 'inbox/preferences':
          send(preferences)
          return route
        default:
          return false
      }
    },
    publish: () => inbox.publish(),
  }
}

/** Belfry over server-sent events, from the built package. @type {Adapter} */
export const adapter = {
  name: 'belfry',
  title: 'Belfry',
  kind: 'inbox',
  packages: [],
  firstPage: 15,
  badgeNote:
    'the badge shows "99+" above 99, and the protocol counts up to 1,000; above that the loaded unread rows are counted',
  notes: [
    'each push is a frame of its own, as for the other widgets; the real server puts pushes of one moment into few frames',
    'the first frame has the 15 rows that fit, the next one the whole page of 30',
    'a list of more than 300 rows has only those near the part in sight; the place of the last one tells how many are loaded',
  ],
  mock,
}
