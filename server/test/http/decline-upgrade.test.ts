import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { KEYS, graded } from '../support/server.js'
import { provideServer, server } from '../support/served.js'
import { storeKinds } from '../support/stores.js'

provideServer(storeKinds()[0]!)

/** Posts an event as Java's HTTP client does: with an offer of HTTP/2, which the server ignores. */
async function offer(body: string): Promise<{ status: number | undefined; body: string }> {
  const sent = request(`${server.url}/v1/events`, {
    method: 'POST',
    headers: {
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
      authorization: `Bearer ${KEYS.school}`,
      'content-type': 'application/cloudevents+json',
    },
  })
  // The body is sent in two parts. The second one is in transit when the request
  // returns to the server.
  sent.write(body.slice(0, 10))
  sent.end(body.slice(10))
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return { status: response.statusCode, body: await text(response) }
}

it('a request that offers HTTP/2 is answered like any other request', async () => {
  const long = graded('ana', 10, { message: 'm'.repeat(2000) })
  for (let n = 1; n <= 3; n += 1) {
    const { status, body } = await offer(JSON.stringify({ ...long, id: `offered-${n}` }))
    expect([status, body]).toEqual([202, expect.stringContaining('"kind":"notification"')])
  }
})
