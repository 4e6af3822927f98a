import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createInbox, type Inbox } from '../../../src/client/create-inbox.js'
import { FakeServer } from '../../../src/testing/fake-server.js'

const never = vi.hoisted(() => vi.fn(() => new Promise(() => undefined)))
vi.mock('../../../src/client/connection/diagnosis.js', never)

let server: FakeServer
let inbox: Inbox

beforeEach(async () => {
  vi.useFakeTimers()
  server = new FakeServer()
  inbox = createInbox({ endpoint: 'https://bells.example', fetch: server.fetch })
  inbox.start()
  await import('../../../src/client/engine.js')
  await import('../../../src/client/connection/later-transports.js')
  await vi.advanceTimersByTimeAsync(50)
  expect(inbox.$status.get()).toBe('live')
})
afterEach(() => {
  inbox.close()
  vi.useRealTimers()
})

it('a connection comes back although the code that diagnoses failures never loads', async () => {
  server.failure = 503
  server.cut()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(inbox.$status.get()).toBe('offline')
  expect(never).toHaveBeenCalled()
  server.failure = undefined
  server.add()
  await vi.advanceTimersByTimeAsync(70_000)
  expect(inbox.$status.get()).toBe('live')
  expect(inbox.$counts.get().unread).toBe(1)
})
