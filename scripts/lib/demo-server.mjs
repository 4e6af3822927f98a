import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Starts the built server in this process, in demo mode, on a free port and with its own data
 * folder.
 *
 * @returns {Promise<{ url: string, post(type: string, data: object, id: string): Promise<void>,
 *   stop(): Promise<void> }>}
 */
export async function startDemo() {
  // The address is not a literal, because the file does not exist before the build and cannot be
  // type-checked.
  const built = new URL('../../server/dist/server.js', import.meta.url).href
  /** @type {typeof import('../../server/src/server.js')} */
  const { startServer, readConfig } = await import(built)
  const data = mkdtempSync(join(tmpdir(), 'belfry-'))
  const { url, close } = await startServer(
    readConfig({ PORT: '0', BELFRY_DEMO: '1', BELFRY_DATA_DIR: data }),
  )
  return {
    url,
    async post(type, body, id) {
      const response = await fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: {
          authorization: 'Bearer demo-key',
          'content-type': 'application/cloudevents+json',
        },
        body: JSON.stringify({ specversion: '1.0', source: '/script', id, type, data: body }),
      })
      if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`)
    },
    async stop() {
      await close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}
