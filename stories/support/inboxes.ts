import type { Loader } from '@storybook/web-components-vite'
import { http } from 'msw'
import { setupWorker } from 'msw/browser'
import { FakeServer } from '../../src/testing/fake-server.js'
import { INBOX_ORIGIN } from './source.js'
import type { Surroundings } from './surroundings.js'

/** Says what a story's member has been told. */
export type Fill = (server: FakeServer, surroundings: Surroundings) => void

const servers = new Map<string, FakeServer>()

/** Answers for the servers of all stories, from a service worker: each is seen in the network tools. */
export async function startServers(): Promise<void> {
  const worker = setupWorker(
    http.all(`${INBOX_ORIGIN}/:inbox/v1/*`, ({ params, request }) =>
      servers.get(String(params['inbox']))?.fetch(request),
    ),
  )
  await worker.start({ quiet: true, onUnhandledRequest: 'bypass' })
}

/** The parameter with which a story fills its inbox. */
export const inbox = (fill: Fill): { inbox: Fill } => ({ inbox: fill })

/**
 * Gives each story a server of its own. Its `endpoint` is new each time, because a page shares the
 * inbox of an endpoint, and a story begins afresh whenever it is shown.
 */
export const openInbox: Loader = ({ parameters, globals }) => {
  const server = new FakeServer()
  const fill = parameters['inbox'] as Fill | undefined
  fill?.(server, globals as Surroundings)
  // Never used before in this browser: what was done in an earlier story is kept there.
  const name = crypto.randomUUID()
  servers.set(name, server)
  return Promise.resolve({ endpoint: `${INBOX_ORIGIN}/${name}` })
}
