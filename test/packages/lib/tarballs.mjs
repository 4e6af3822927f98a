import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, runIn, startProgram } from './project.mjs'

/**
 * Packs both packages, as README.md tells to.
 *
 * @param {string} clone The repository, or a copy.
 * @param {string} folder Where the files go.
 */
export async function packTarballs(clone, folder) {
  const options = ['pack', '--workspaces', '--include-workspace-root']
  await runIn(clone, 'npm', [...options, '--pack-destination', folder])
  return {
    belfry: join(folder, 'belfry-0.1.0.tgz'),
    server: join(folder, 'belfry-server-0.1.0.tgz'),
  }
}

/**
 * Installs the server from its tarball, and starts the demo.
 *
 * @param {string} tarball
 * @param {string} folder Does not exist yet.
 * @returns {Promise<import('./types.js').DemoServer & { stop: () => Promise<void> }>}
 */
export async function startPackedDemo(tarball, folder) {
  await mkdir(folder)
  await runIn(folder, 'npm', ['init', '-y'])
  await runIn(folder, 'npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball])
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const script = 'node_modules/belfry-server/dist/main.js'
  const { stop } = await startProgram(folder, script, ['--demo'], {
    url: `${url}/readyz`,
    environment: { PORT: String(port) },
  })
  return { url, stop, postEvent: (type, data) => postEvent(url, type, data) }
}

/**
 * @param {string} url
 * @param {string} type
 * @param {object} data
 */
async function postEvent(url, type, data) {
  const response = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { authorization: 'Bearer demo-key', 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({ specversion: '1.0', source: '/packages', id: randomUUID(), type, data }),
  })
  if (response.status !== 202)
    throw new Error(`${type} was answered ${response.status}: ${await response.text()}`)
}
