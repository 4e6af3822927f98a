import { setMaxListeners } from 'node:events'
import { vi } from 'vitest'
import { addressOf, type Mistake } from '../mistakes.js'
import type { createInbox } from '../../../src/client/create-inbox.js'
import type { InboxStore } from '../../../src/store/inbox-store.js'
import type { polling } from '../../../src/transports/polling.js'
import type { sse } from '../../../src/transports/sse.js'
import type { websocket } from '../../../src/transports/websocket.js'

/** The product's client, loaded anew. */
export interface Client {
  readonly createInbox: typeof createInbox
  readonly sse: typeof sse
  readonly websocket: typeof websocket
  readonly polling: typeof polling
  /** The store that was made last: what a page shows is public, where it stands is not. */
  lastStore(): InboxStore
}

// A page ends everything by one signal; Node takes more than ten listeners for a leak.
setMaxListeners(100)

/** Loads the client as it is shipped, or with a mistake in it. */
export async function loadClient(mistake?: Mistake): Promise<Client> {
  vi.resetModules()
  let isMade = !mistake
  if (mistake)
    vi.doMock(`/${mistake.file}`, () => {
      isMade = true
      return import(/* @vite-ignore */ addressOf(mistake))
    })
  let last: InboxStore | undefined
  vi.doMock(import('../../../src/store/inbox-store.js'), async (importOriginal) => {
    const original = await importOriginal()
    return { ...original, createInboxStore: () => (last = original.createInboxStore()) }
  })
  // One after the other: what is mocked is settled by the first.
  const inbox = await import('../../../src/client/create-inbox.js')
  const stream = await import('../../../src/transports/sse.js')
  // Parts that the client loads later must not take real time then.
  await import('../../../src/client/engine.js')
  await import('../../../src/client/connection/diagnosis.js')
  await import('../../../src/client/host-mistakes.js')
  const lower = await import('../../../src/client/connection/later-transports.js')
  if (mistake) vi.doUnmock(`/${mistake.file}`)
  // The next import resolves the mocks, in real time.
  await import('../../../src/client/engine.js')
  if (!isMade) throw new Error(`nothing loads ${mistake?.file}`)
  return {
    createInbox: inbox.createInbox,
    sse: stream.sse,
    websocket: lower.websocket,
    polling: lower.polling,
    lastStore() {
      if (!last) throw new Error('no inbox was made')
      return last
    },
  }
}
