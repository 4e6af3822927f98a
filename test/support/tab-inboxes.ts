import { createInbox, type Inbox, type InboxOptions } from '../../src/client/create-inbox.js'
import type { FakeTab } from '../simulation/browser/fake-browser.js'

const opened: { inbox: Inbox; tab: FakeTab }[] = []

/** Opens the member's inbox in a tab. Call {@link closeInboxes} when the test is over. */
export async function openInbox(
  tab: FakeTab,
  fetch: typeof globalThis.fetch,
  options: Partial<InboxOptions> = {},
): Promise<Inbox> {
  await import('../../src/client/engine.js')
  await import('../../src/client/connection/diagnosis.js')
  await import('../../src/client/host-mistakes.js')
  // The fake server is silent where nothing happens, and knows no other transport.
  const more = { transports: ['sse'] as const, ...options }
  const inbox = createInbox({ endpoint: 'https://bells.example', fetch, ...more }, tab)
  opened.push({ inbox, tab })
  tab.onGone.add(() => inbox.close())
  await tab.do(() => inbox.start())
  await tab.browser.time.advance(50)
  return inbox
}

/** Closes every inbox whose tab is still open. */
export function closeInboxes(): void {
  for (const { inbox } of opened.splice(0)) inbox.close()
}
