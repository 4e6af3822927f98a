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
import { drain } from './live/drain.js'
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

/** A server that runs. */
export interface RunningServer {
  /** Where it answers, such as `http://127.0.0.1:4400`. */
  readonly url: string
  readonly port: number
  /** Says goodbye to open pages, finishes what it has begun, closes the store. Safe to call again. */
  close(): Promise<void>
}

/** How often a stopping server looks for connections that have nothing left to do. */
const IDLE_CHECK_MS = 20

/**
 * Starts the server.
 *
 * @param clock The time that notifications and jobs go by.
 * @throws {StartupError} whose message is one line for whoever started it: the port is in use, the
 *   data directory is locked, a setting is missing.
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
    drain(services.hub)
    sockets.close()
    // What has its answer is closed at once, and not kept alive for another request.
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

/** The open port. It is taken first: a port in use shows at once, before any data is touched. */
interface Front {
  readonly server: Server
  readonly url: string
  readonly port: number
  answerWith(listener: RequestListener): void
}

/** Lets an app answer. It answers its own failures; nothing is left to wait for. */
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
