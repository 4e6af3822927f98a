import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { type Clock, systemClock } from './clock.js'
import type { Config } from './config.js'
import { demoRoutes, prepareDemo } from './demo/demo.js'
import { createFrames } from './domain/frames.js'
import { StartupError } from './errors.js'
import { createOpenLimiter } from './http/open-limiter.js'
import { createApp, createRoutes } from './http/app.js'
import { createAuthentication } from './http/auth.js'
import type { Services } from './http/context.js'
import { createCursors } from './domain/cursors.js'
import { declineUpgrade } from './http/decline-upgrade.js'
import { createSocketEndpoint } from './http/socket.js'
import { createStartingApp } from './http/starting.js'
import { libraryRoutes } from './http/static-files.js'
import { timeoutsOf } from './http/timeouts.js'
import { type Jobs, startJobs } from './jobs/jobs.js'
import { startTimers } from './live/timers.js'
import { closeForShutdown } from './live/shutdown.js'
import { createHub } from './live/hub.js'
import { createPump } from './live/pump.js'
import { log } from './log.js'
import { createPublisher } from './publish.js'
import type { Database } from './storage/database.js'
import { readOrMakeSecret } from './storage/secrets.js'
import { openStorage } from './storage/open-storage.js'
import { replaceConfiguredKeys, savePlatform } from './storage/platforms.js'

export { type Clock, systemClock } from './clock.js'
export { type Config, readConfig } from './config.js'
export { StartupError } from './errors.js'

/** A running server. */
export interface RunningServer {
  /** The base URL of the server, such as `http://127.0.0.1:4400`. */
  readonly url: string
  readonly port: number
  /**
   * Closes all streams with `bye`, waits for running requests, then closes the database.
   * Repeated calls are safe.
   */
  close(): Promise<void>
}

/** The interval at which a stopping server closes idle connections, in milliseconds. */
const IDLE_CHECK_MS = 20

/**
 * Starts the server.
 *
 * @param clock - the clock for notifications and jobs
 * @throws {StartupError} with a message of one line for the person who started the server: the port
 *   is in use, the data directory is locked, or a setting is missing
 */
export async function startServer(
  config: Config,
  clock: Clock = systemClock,
): Promise<RunningServer> {
  const front = await listen(config)
  try {
    const database = await openStorage(config)
    return await serve({ config, front, database, clock })
  } catch (error) {
    front.server.close()
    front.server.closeAllConnections()
    throw error
  }
}

interface Parts {
  readonly config: Config
  readonly front: Front
  readonly database: Database
  readonly clock: Clock
}

async function serve({ config, front, database, clock }: Parts): Promise<RunningServer> {
  let isDraining = false
  const { services, demoSecret, jobs } = await createServices(
    { config, database, clock },
    () => isDraining,
  )
  const demo = demoSecret ? demoRoutes(services, demoSecret) : []
  const routes = [...createRoutes(services), ...libraryRoutes(), ...demo]
  front.answerWith(listenerOf(createApp(services, routes)))
  const sockets = createSocketEndpoint(services)
  front.server.on('upgrade', (request, connection, head) => {
    const isSocket = request.headers.upgrade?.toLowerCase() === 'websocket'
    if (isSocket) sockets.upgrade(request, connection, head)
    else declineUpgrade(front.server, request, connection, head)
  })
  const stopClock = startTimers({ ...config, ...services })

  const close = async (): Promise<void> => {
    isDraining = true
    stopClock()
    const closed = new Promise<void>((resolve) => front.server.close(() => resolve()))
    closeForShutdown(services.hub)
    sockets.close()
    // A connection whose response is complete is closed at once, and not kept for another request.
    const idle = setInterval(() => front.server.closeIdleConnections(), IDLE_CHECK_MS)
    const deadline = setTimeout(() => front.server.closeAllConnections(), config.drainMs)
    await closed
    clearTimeout(deadline)
    clearInterval(idle)
    await jobs.stop()
    await database.close()
  }
  let closing: Promise<void> | undefined
  return { url: front.url, port: front.port, close: () => (closing ??= close()) }
}

async function createServices(
  { config, database, clock }: Omit<Parts, 'front'>,
  isDraining: () => boolean,
): Promise<{ services: Services; demoSecret: Uint8Array | null; jobs: Jobs }> {
  await database.transaction(null, async (transaction) => {
    for (const { platform } of config.apiKeys)
      await savePlatform(transaction, platform, { gamification: false })
    await replaceConfiguredKeys(transaction, config.apiKeys)
  })
  const demoSecret = config.demo ? await readOrMakeSecret(database, 'demo-tokens') : null
  if (config.demo) await prepareDemo(database)
  const tokenKey = demoSecret ?? new TextEncoder().encode(config.jwtSecret)
  const cursors = createCursors(await readOrMakeSecret(database, 'cursors'))
  const frames = createFrames(database, cursors)
  const hub = createHub({
    perMember: config.streamsPerMember,
    perAddress: config.streamsPerAddress,
  })
  const pump = createPump({ hub, frames, database })
  const authentication = createAuthentication(database, tokenKey, config)
  const jobs = startJobs({ database, clock, publish: pump.hint, sweepMs: config.sweepMs })
  const publish = createPublisher(pump, jobs)
  const openLimiter = createOpenLimiter(config.streamOpensPerSecond)
  const live = { hub, openLimiter, pump, publish, isDraining }
  const services = { config, database, clock, authentication, cursors, frames, ...live }
  return { services, demoSecret, jobs }
}

/**
 * The open port. It is opened before the database, so that a port in use is reported before any
 * data is touched.
 */
interface Front {
  readonly server: Server
  readonly url: string
  readonly port: number
  answerWith(listener: RequestListener): void
}

/**
 * Converts an app to a request listener. The app answers its own errors, so the promise is ignored.
 */
function listenerOf(app: ReturnType<typeof createApp>): RequestListener {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  return (request, response) => void listener(request, response)
}

function listen(config: Config): Promise<Front> {
  const { port, host } = config
  let answer = listenerOf(createStartingApp(config))
  const server = createServer(timeoutsOf(config), (request, response) => answer(request, response))
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new StartupError(explain(cause, port, host), { cause }))
    })
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo
      server.on('error', (error) => log.error('listening-failed', error))
      resolve({
        server,
        port: taken,
        url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
        answerWith: (listener) => (answer = listener),
      })
    })
  })
}

function explain({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Set PORT to another one.`
  if (code === 'EACCES')
    return `Port ${port} may not be used by this user. Set PORT to another one.`
  return `Cannot listen on ${host}:${port}: ${message}`
}
