// Measures the time from the start of a server until its pages are up to date, after the server was
// killed or was restarted in good order: the built server on PGlite, and the real client in this
// process.
//
//   node bench/recovery.mjs [pages] [rounds]
import '../scripts/check-node.cjs'
import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { build } from '../scripts/build.mjs'
import { publish } from './lib/publish.mjs'
import { quantiles } from './lib/quantiles.mjs'

/** @typedef {import('../src/transports/transport.js').Transport} Transport */

const pages = Number(process.argv[2] ?? 100)
const rounds = Number(process.argv[3] ?? 5)
const SECRET = 'a secret of the benchmark, long enough'
EventEmitter.defaultMaxListeners = 10_000

await build(console.log)
// The address is not a literal, because the file does not exist before the build and cannot be
// type-checked.
const built = new URL('../dist/index.js', import.meta.url).href
/** @type {typeof import('../src/index.js')} */
const { createInbox, polling, sse } = await import(built)

const port = await freePort()
const url = `http://127.0.0.1:${port}`
const folder = mkdtempSync(join(tmpdir(), 'belfry-'))

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  server.close()
  await once(server, 'close')
  return port
}

/** Starts the server. Resolves with the time at which it is ready. */
async function start() {
  const child = spawn(process.execPath, ['server/dist/main.js'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      BELFRY_DATA_DIR: folder,
      BELFRY_JWT_SECRET: SECRET,
      BELFRY_API_KEYS: 'school=a-key-of-the-benchmark',
      BELFRY_STREAMS_PER_ADDRESS: '1000000',
    },
  })
  for (;;) {
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return { child, readyAt: performance.now() }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/**
 * The time at which each page received its first state after the last stop.
 *
 * @type {Map<number, number>}
 */
const states = new Map()
let whenAll = () => {}
let reconnectWindowMs = 0

/**
 * Wraps a transport, and records when its page receives a state.
 *
 * @param {number} page
 * @param {Transport} transport
 * @returns {Transport}
 */
const observed = (page, transport) => ({
  ...transport,
  async *open(opening) {
    for await (const frame of transport.open(opening)) {
      if (frame.type === 'hello') ({ reconnectWindowMs } = frame.hints)
      yield frame
      if ((frame.type !== 'delta' && frame.type !== 'snapshot') || states.has(page)) continue
      states.set(page, performance.now())
      if (states.size === pages) whenAll()
    }
  },
})

/** @param {string} member */
const tokenOf = (member) =>
  new SignJWT({ platform: 'school', role: 'member' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(member)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET))

const everybody = () =>
  /** @type {Promise<void>} */ (new Promise((resolve) => (whenAll = () => resolve())))

let { child } = await start()

/** @param {NodeJS.Signals} signal */
async function measure(signal) {
  const waits = []
  for (let round = 0; round < rounds; round += 1) {
    const recovered = everybody()
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
    states.clear()
    const { child: next, readyAt } = await start()
    child = next
    await recovered
    waits.push(...[...states.values()].map((at) => Math.max(0, at - readyAt)))
  }
  return waits
}

try {
  const arrived = everybody()
  const inboxes = await Promise.all(
    Array.from({ length: pages }, async (_, n) => {
      const token = await tokenOf(`member-${n}`)
      const inbox = createInbox({
        endpoint: url,
        getToken: () => token,
        transports: [observed(n, sse()), observed(n, polling())],
      })
      inbox.start()
      return inbox
    }),
  )
  await arrived
  const afterKill = quantiles(await measure('SIGKILL'))
  const afterStop = quantiles(await measure('SIGTERM'))
  for (const inbox of inboxes) inbox.close()
  const ratioOf = (/** @type {number} */ ms) => Math.round((ms / reconnectWindowMs) * 100) / 100
  publish('recovery', {
    pages,
    rounds,
    store: 'PGlite',
    // Other load on the machine affects all figures.
    load: Math.round(loadavg()[0] ?? 0),
    reconnectWindowMs,
    recoveryMs: { afterKill, afterStop },
    ratioToWindow: {
      afterKill: { p50: ratioOf(afterKill.p50), p99: ratioOf(afterKill.p99) },
      afterStop: { p50: ratioOf(afterStop.p50), p99: ratioOf(afterStop.p99) },
    },
  })
} finally {
  child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
