import { expect, it } from 'vitest'
import { createInbox } from '../../../src/client/create-inbox.js'
import { endpointOf } from '../../../src/client/requests/endpoint.js'
import { routeOf } from '../../../src/transports/http.js'
import { FakeBrowser } from '../../simulation/browser/fake-browser.js'
import { VirtualTime } from '../../simulation/clock/virtual-time.js'

const spellings = [
  'https://campus.example/belfry',
  'https://campus.example/belfry/',
  'https://campus.example:443/belfry',
  'https://CAMPUS.example/belfry/#bell',
  'https://campus.example/belfry?from=page',
  'https://campus.example/courses/../belfry/',
  'https://visitor:secret@campus.example/belfry/',
]

it.for(spellings)('%s is one address with its other spellings', (spelling) => {
  expect(endpointOf(spelling).href).toBe('https://campus.example/belfry/')
})

it('another port, path or case of the path is another address', () => {
  const others = [
    'https://campus.example:8443/belfry',
    'http://campus.example/belfry',
    'https://campus.example/Belfry',
    'https://campus.example/',
    'https://campus.example',
  ]
  const addresses = new Set([...spellings, ...others].map((one) => endpointOf(one).href))
  expect(addresses.size).toBe(5)
})

it('an inbox uses that one address for its requests and for the names of its locks', () => {
  using time = new VirtualTime()
  const tab = new FakeBrowser(time).openTab()
  const fetch = () => Promise.reject(new TypeError('nothing is asked here'))
  for (const endpoint of spellings) {
    const inbox = createInbox({ endpoint, fetch }, tab)
    const { requests } = inbox.internals
    expect(requests.endpoint.href).toBe('https://campus.example/belfry/')
    expect(routeOf(requests.endpoint, 'inbox').href).toBe('https://campus.example/belfry/v1/inbox')
  }
})
