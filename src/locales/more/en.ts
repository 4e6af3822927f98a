import type { MoreMessages } from './messages.js'

/** English. */
export const en: MoreMessages = {
  locale: 'en',
  searchField: 'Search notifications',
  closeSearch: 'Close search',
  clearSearch: 'Clear search',
  searching: 'Searching older ones…',
  searchFailed: 'Only the notifications on this page were searched.',
  searchNone: (text) => `Nothing found for “${text}”`,
  searchNoneText: 'Titles and messages are searched. Try a shorter word.',
  searchFound: (count, isMore) =>
    count === 0 ? 'Nothing found' : isMore ? `${count} found, and more below` : `${count} found`,
  fewerAsk: 'Mute what?',
  fewerKind: 'All of this kind',
  fewerFrom: (name) => `From ${name}`,
  fewerDone: 'Muted: nothing more like this will come',
  fewerUndone: 'No longer muted',
  fewerFailed: 'Could not be saved',
  arrivedOne: (title) => `New notification: ${title}`,
  arrived: (count) => `${count} new notifications`,
  arrivedFrom: (arrived, count, course) => `${arrived}, ${count} from ${course}`,
}
