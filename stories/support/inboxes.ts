import type { Loader } from '@storybook/web-components-vite'
import { http } from 'msw'
import { setupWorker } from 'msw/browser'
import { FakeServer } from '../../src/testing/fake-server.js'
import { INBOX_ORIGIN } from './source.js'
import type { Surroundings } from './surroundings.js'

/** Fills the server of a story with notifications. */
export type Fill = (server: FakeServer, surroundings: Surroundings) => void

const servers = new Map<string, FakeServer>()

/**
 * Answers for the servers of all stories from a service worker, so that requests show in the
 * network tools.
 */
export async function startServers(): Promise<void> {
  const worker = setupWorker(
    http.all(`${INBOX_ORIGIN}/:inbox/v1/*`, ({ params, request }) =>
      servers.get(String(params['inbox']))?.fetch(request),
    ),
  )
  await worker.start({ quiet: true, onUnhandledRequest: 'bypass' })
}

/** Makes the story parameter that fills the inbox. */
export const inbox = (fill: Fill): { inbox: Fill } => ({ inbox: fill })

/**
 * Gives each story a server of its own. Its `endpoint` is new each time: a page shares the inbox of
 * an endpoint, and a story must start afresh whenever it is shown.
 */
export const openInbox: Loader = ({ parameters, globals }) => {
  const server = new FakeServer()
  const fill = parameters['inbox'] as Fill | undefined
  fill?.(server, globals as Surroundings)
  // The name must never have been used in this browser, which stores traces of earlier stories.
  const name = crypto.randomUUID()
  servers.set(name, server)
  return Promise.resolve({ endpoint: `${INBOX_ORIGIN}/${name}` })
}
