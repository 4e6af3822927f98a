// Serves this page with a strict content security policy. Other requests go to the demo:
// node examples/hostile-host/serve.js [http://localhost:4400]
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { pathToFileURL } from 'node:url'

const types = {
  'index.html': 'text/html; charset=utf-8',
  'hostile.css': 'text/css',
  'hostile.js': 'text/javascript',
  'icon.svg': 'image/svg+xml',
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  // The favicon with its badge is an image in a data URL.
  "img-src 'self' data:",
  "require-trusted-types-for 'script'",
  // Each copy of the library contains a copy of lit, and each of these creates its own policy.
  "trusted-types lit-html 'allow-duplicates'",
].join('; ')

/**
 * Starts the server of this page.
 *
 * @param {string} demo - The address of the demo.
 * @param {number} [port] - The port to listen on; 0 takes any free one. Default: 0.
 * @returns {Promise<import('node:http').Server>} the server, once it listens
 */
export async function serve(demo, port = 0) {
  const server = createServer(async (incoming, outgoing) => {
    const path = (incoming.url ?? '/').replace(/\?.*/, '').slice(1) || 'index.html'
    const type = types[/** @type {keyof typeof types} */ (path)]
    if (!type) return forward(demo, incoming, outgoing)
    const file = await readFile(new URL(path, import.meta.url))
    outgoing.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(file)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/**
 * Forwards a request to the demo.
 *
 * @param {string} demo
 * @param {import('node:http').IncomingMessage} incoming
 * @param {import('node:http').ServerResponse} outgoing
 */
function forward(demo, incoming, outgoing) {
  const { method, url = '/' } = incoming
  const { origin, ...others } = incoming.headers
  const headers = { ...others, host: new URL(demo).host, ...(origin && { origin: demo }) }
  // The second copy of the library is the same file at another address.
  const target = new URL(url.replace(/^\/elder\//, '/belfry/'), demo)
  const onward = request(target, { method, headers })
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    outgoing.flushHeaders()
    answer.pipe(outgoing)
    answer.on('error', () => outgoing.destroy())
  })
  onward.on('error', () => outgoing.destroy())
  outgoing.on('close', () => onward.destroy())
  incoming.pipe(onward)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await serve(process.argv[2] ?? 'http://localhost:4400', 4500)
  console.log('The hostile host page is on http://localhost:4500')
}
