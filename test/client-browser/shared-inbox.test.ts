import { afterEach, expect, it } from 'vitest'
import { borrowInbox, type Loan } from '../../src/client/shared-inbox.js'
import { eventually } from '../support/eventually.js'
import { endpoint, serveEachTest, server } from '../support/test-server.js'

serveEachTest()

const loans: Loan[] = []
afterEach(() => {
  for (const loan of loans.splice(0)) loan.release()
})
const borrow = (address: string, member?: string): Loan['inbox'] => {
  const loan = borrowInbox({ endpoint: address, member })
  loans.push(loan)
  return loan.inbox
}

it('borrowInbox returns one inbox with one stream for every spelling of an address', async () => {
  const { host } = new URL(endpoint)
  const inbox = borrow(endpoint)
  for (const spelling of [
    `${endpoint}/`,
    `${endpoint}?from=page`,
    `${endpoint}/#bell`,
    endpoint.replace(host, host.toUpperCase()),
    endpoint.replace(host, `${host}:443`),
  ])
    expect(borrow(spelling)).toBe(inbox)
  expect(borrow(endpoint, 'ben')).not.toBe(inbox)
  await eventually(() => server.streamCount > 0)
  expect(server.opened.length).toBeLessThanOrEqual(2)
})
