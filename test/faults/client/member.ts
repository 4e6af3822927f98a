import type { Inbox } from '../../../src/client/create-inbox.js'
import { checkIntent } from '../../model/invariants.js'
import { categories } from '../../model/categories.js'
import { actions, type Action } from '../../model/model-device.js'
import type { Page } from '../../support/world/page.js'

// Taking back makes sense only after something was done, so it is tried more often.
const acts = [...actions, 'undo', 'undo'] as const

/** The member does something on a page, and it shows at once. */
export async function actOn(page: Page, n: number): Promise<void> {
  const action = acts[n % acts.length] ?? 'seen'
  const pick = Math.floor(n / acts.length)
  const list = page.list()
  const id = list[pick % list.length]?.id ?? ''
  const category = categories[pick % categories.length] ?? ''
  const isAboutOne = action === 'read' || action === 'unread' || action === 'remove'
  if (!page.confirmed || (isAboutOne && !id)) return
  if (action === 'undo')
    for (const command of page.inbox.$undoable.get()?.commands ?? []) page.undone.add(command)
  await page.act((inbox) => perform[action](inbox, id, category))
  // Where nothing was to be done, nothing has to show.
  checkIntent(page, action, action.endsWith('-category') ? category : id)
}

const perform: Readonly<Record<Action, (inbox: Inbox, id: string, category: string) => void>> = {
  read: (inbox, id) => inbox.markAsRead(id),
  unread: (inbox, id) => inbox.markAsUnread(id),
  remove: (inbox, id) => inbox.remove(id),
  'read-all': (inbox) => inbox.markAllAsRead(),
  'read-category': (inbox, _, category) => inbox.markAllAsRead({ category }),
  'clear-read': (inbox) => inbox.clearRead(),
  'clear-all': (inbox) => inbox.clearAll(),
  'clear-category': (inbox, _, category) => inbox.clearAll({ category }),
  seen: (inbox) => inbox.markAsSeen(),
  undo: (inbox) => inbox.undo(),
}
